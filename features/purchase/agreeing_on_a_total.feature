Feature: Agreeing on a total

  Nothing costs a shop more trust than two different sums for one order. Whoever states a total
  states the same one: every screen, the mail, the database and the payment provider.

  Background:
    Given Ada is signed in

  Rule: Cart, checkout, confirmation, mail, database and payment provider state the same total

    @smoke @ui @mail
    Scenario Outline: An order of <quantity> at <price> comes to <total> everywhere
      Given the shop has 9 "Blue mug" at <price> in stock
      And Ada has <quantity> "Blue mug" in her cart
      When Ada pays for her cart and notes every total on the way
      Then every place states the same figures:
        | goods   | delivery   | total   |
        | <goods> | <delivery> | <total> |

      Examples: Delivery costs £3.95 below £50.00 and nothing from there
        | quantity | price  | goods  | delivery | total  |
        | 3        | £12.54 | £37.62 | £3.95    | £41.57 |
        | 1        | £49.99 | £49.99 | £3.95    | £53.94 |
        | 4        | £12.50 | £50.00 | £0.00    | £50.00 |
