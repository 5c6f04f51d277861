Feature: Using a voucher

  A voucher takes something off the goods, never off the delivery, and never more than they cost.
  Whoever may not use it is told why before anything is ordered.

  Background:
    Given the shop has 9 "Blue mug" at £12.57 in stock
    And Ada is signed in

  Rule: A voucher is good within its limits only

    @ui
    Scenario Outline: Ada uses <voucher>
      Given Ada has 3 "Blue mug" in her cart
      When Ada uses <voucher>
      Then she is told about the voucher: <told>
      And her cart comes to <total> with delivery
      And 0 uses of <voucher> are recorded

      Examples:
        | voucher                         | told                                        | total  |
        | a good voucher                  | "Your voucher is in your cart."             | £37.89 |
        | a voucher for next week         | "This voucher is not valid yet."            | £41.66 |
        | a voucher of last month         | "This voucher has expired."                 | £41.66 |
        | a voucher that is used up       | "This voucher has been used up."            | £41.66 |
        | a voucher for carts from £37.71 | "Your voucher is in your cart."             | £37.89 |
        | a voucher for carts from £37.72 | "Your cart costs too little"                | £41.66 |
        | a voucher for another product   | "This voucher is for another product."      | £41.66 |
        | a voucher that never was        | "There is no such voucher."                 | £41.66 |

    @ui
    Scenario: A voucher may be typed in small letters
      Given Ada has 3 "Blue mug" in her cart
      When Ada uses a good voucher, in small letters
      Then she is told about the voucher: "Your voucher is in your cart."
      And her cart comes to £37.89 with delivery

    @api
    Scenario: A customer may use some vouchers only once
      Given Ada has ordered 1 "Blue mug" with a voucher that each customer may use once
      And Ada has 2 "Blue mug" in her cart
      When a program tries to use a voucher that each customer may use once for the cart of Ada
      Then the request is refused because the voucher cannot be used
      And 1 use of a voucher that each customer may use once is recorded

    @api
    Scenario: So may a guest, who is known by her address
      Given Ada has ordered 1 "Blue mug" as a guest with a voucher that each customer may use once
      When a program tries to order 2 "Blue mug" for Ada as a guest with a voucher that each customer may use once
      Then the request is refused because the voucher cannot be used
      And 1 use of a voucher that each customer may use once is recorded

    @api
    Scenario: What a guest has used counts for the account that she opens
      Given Cleo has ordered 1 "Blue mug" as a guest with a voucher that each customer may use once
      And Cleo has opened an account and confirmed her address
      And Cleo has signed in with 2 "Blue mug" in a guest's cart
      When a program tries to use a voucher that each customer may use once for the cart of Cleo
      Then the request is refused because the voucher cannot be used

    @api
    Scenario: What one customer has used another may still use
      Given Ada has ordered 1 "Blue mug" with a voucher that each customer may use once
      And Cleo has 2 "Blue mug" in her cart, with a voucher that each customer may use once
      When a program orders and pays for the cart of Cleo
      Then 2 uses of a voucher that each customer may use once are recorded

    @ui
    Scenario: A cart that costs too little now keeps the voucher, which takes nothing off
      Given Ada has 3 "Blue mug" in her cart, with a voucher for carts from £37.71
      When Ada changes "Blue mug" to 2 in her cart
      Then her cart says of the voucher: "Your cart costs too little for this voucher."
      And her cart comes to £29.09 with delivery

    @api
    Scenario: A cart that costs too little now is not ordered with the voucher
      Given Ada has 3 "Blue mug" in her cart, with a voucher for carts from £37.71
      And a program has changed "Blue mug" to 2 in the cart of Ada
      When a program tries to order the cart of Ada
      Then the request is refused because the voucher cannot be used
      And nothing is ordered, and 9 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: A cart with nothing in it takes no voucher
      When a program tries to use a good voucher for the cart of Ada
      Then the request is refused because there is nothing in the cart

    @api
    Scenario: A voucher that is refused leaves the one that is there
      Given Ada has 3 "Blue mug" in her cart, with a good voucher
      When a program tries to use a voucher of last month for the cart of Ada
      Then the request is refused because the voucher cannot be used
      And a program that asks on behalf of Ada is told that a good voucher is in the cart

    @api @slow @needs:postgresql
    Scenario: The last use goes to one of several customers
      Given the shop has 99 "Tea pot" in stock
      And the shop has given out 5 vouchers for 1 use each
      When 8 customers order "Tea pot" with each voucher at the same moment
      Then 1 of them gets it with each voucher, and 7 are refused because the voucher cannot be used
      And 1 use of each voucher is recorded, and 94 "Tea pot" are left

  Rule: The discount is part of every figure

    @smoke @ui @mail
    Scenario Outline: A voucher for <voucher> off is used for <quantity> at <price>
      Given the shop has 9 "Tea pot" at <price> in stock
      And the shop has given out a voucher for <voucher> off
      And Ada has <quantity> "Tea pot" in her cart
      When Ada uses the voucher
      Then her cart shows <subtotal>, <discount> off, <delivery> and <total>

      Examples: Half a penny is rounded up, delivery is free from £50.00 before the discount
        | voucher | quantity | price  | subtotal | discount | delivery | total  |
        | 10%     | 3        | £12.55 | £37.65   | £3.77    | £3.95    | £37.83 |
        | 7%      | 1        | £9.99  | £9.99    | £0.70    | £3.95    | £13.24 |
        | £5.01   | 2        | £25.00 | £50.00   | £5.01    | £0.00    | £44.99 |
        | £99.00  | 1        | £12.55 | £12.55   | £12.55   | £3.95    | £3.95  |

    @ui
    Scenario: A changed quantity changes every figure
      Given Ada has 3 "Blue mug" in her cart, with a voucher for 10% off
      When Ada changes "Blue mug" to 5 in her cart
      Then her cart shows £62.85, £6.29 off, £0.00 and £56.56

    @ui
    Scenario: An order that is not paid yet does not use up the voucher of its own cart
      Given Ada has 3 "Blue mug" in her cart, with a voucher for 1 use
      And Ada has ordered her cart without paying
      When Ada looks at what is in her cart
      Then her cart shows £37.71, £3.77 off, £3.95 and £37.89

    @ui
    Scenario: An order that waits for payment keeps its discount when the voucher ends
      Given Ada has 3 "Blue mug" in her cart, with a voucher for 10% off
      And Ada has ordered her cart without paying
      And the voucher has ended meanwhile
      When Ada looks at what is in her cart
      Then her cart shows £37.71, £3.77 off, £3.95 and £37.89

    @api
    Scenario: A voucher counts for an order that waits for payment, too
      Given Ada has ordered 3 "Blue mug" without paying
      And Ada has used a good voucher since
      When a program orders and pays for the cart of Ada
      Then 3 "Blue mug" at £12.57 are sold once, £37.89 is charged, and 6 are left
      And 1 use of a good voucher is recorded

    @smoke @ui @mail
    Scenario: Every place states the total with its discount
      Given Ada has 3 "Blue mug" in her cart, with a voucher for 10% off
      When Ada pays for her cart and notes every total on the way
      Then every place states the same figures:
        | goods  | discount | delivery | total  |
        | £37.71 | £3.77    | £3.95    | £37.89 |
      And the order confirmation says the same in plain text and in markup

    @ui @mail
    Scenario: A voucher for one product leaves the others at their price
      Given the shop has 9 "Red bowl" at £7.35 in stock
      And Ada has 1 "Red bowl" in her cart
      And Ada has 3 "Blue mug" in her cart, with a voucher for 10% off that alone
      When Ada pays for her cart and notes every total on the way
      Then every place states the same figures:
        | goods  | discount | delivery | total  |
        | £45.06 | £3.77    | £3.95    | £45.24 |

    @ui
    Scenario: A voucher is taken out again
      Given Ada has 3 "Blue mug" in her cart, with a voucher for 10% off
      When Ada takes the voucher out of her cart
      Then she is told about the voucher: "There is no voucher in your cart."
      And her cart comes to £41.66 with delivery

  Rule: An order that costs nothing needs no payment

    @ui @mail
    Scenario: A voucher pays for everything
      Given Ada has 4 "Blue mug" in her cart, with a voucher for 100% off
      When Ada orders for nothing
      Then she is thanked for an order that costs nothing
      And "Blue mug" is sold for nothing, and 5 are left

    @ui @mail
    Scenario: Nothing goes back for an order that cost nothing
      Given Ada has 4 "Blue mug" in her cart, with a voucher for 100% off
      And Ada has ordered for nothing
      When Ada cancels her order
      Then she reads of her order: "This order is cancelled. Nothing was charged."
      And 1 notice of cancellation is in Ada's mailbox, and says: "Nothing was charged."

    @ui
    Scenario: Staff send out what cost nothing, and have nothing to refund
      Given Ada has 4 "Blue mug" in her cart, with a voucher for 100% off
      And Ada has ordered for nothing
      And Grace is signed in as a member of the staff
      When Grace looks at the order
      Then she is offered to dispatch it, and not to refund it

    @api
    Scenario: An order that was cancelled leaves its voucher unused
      Given Ada has 2 "Blue mug" in her cart, with a voucher for 1 use
      And Ada has ordered her cart without paying
      When a program cancels the order on behalf of Ada
      Then 0 uses of the voucher are recorded

    @api
    Scenario: An order that expires leaves its voucher unused
      Given Ada has 2 "Blue mug" in her cart, with a voucher for 1 use
      And Ada has ordered her cart without paying
      When 31 minutes pass
      Then 0 uses of the voucher are recorded

    @api
    Scenario: A purchase that was cancelled leaves its voucher unused
      Given Ada has 2 "Blue mug" in her cart, with a voucher for 1 use
      And Ada has paid for her cart
      When a program cancels the order on behalf of Ada
      Then 0 uses of the voucher are recorded
