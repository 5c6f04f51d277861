Feature: Signing in with a full cart

  People collect first and sign in later. What they put into a cart as a guest goes on in their
  own cart, as far as the shop has it in stock.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada has an account

  Rule: A guest's cart and her own become one

    @ui
    Scenario: A customer without a cart of her own keeps the guest's
      Given Ada has got as far as the checkout with 3 "Blue mug" before she signs in
      When Ada signs in
      Then her cart holds 3 "Blue mug" for £37.50
      And 1 open cart is recorded for Ada, with 3 "Blue mug"

    @ui
    Scenario Outline: <own> of her own and <as_guest> as a guest make <together>
      Given Ada has <own> "Blue mug" in her cart
      And Ada has got as far as the checkout with <as_guest> "Blue mug" before she signs in
      When Ada signs in
      Then her cart holds <together> "Blue mug" for <price>
      And 1 open cart is recorded for Ada, with <together> "Blue mug"

      Examples: Within what is in stock
        | own | as_guest | together | price  |
        | 1   | 2        | 3        | £37.50 |

      Examples: No more than is in stock
        | own | as_guest | together | price  |
        | 2   | 4        | 5        | £62.50 |

    @ui
    Scenario Outline: She is told that <as_guest> more came into it, <part>
      Given Ada has 2 "Blue mug" in her cart
      And Ada has got as far as the checkout with <as_guest> "Blue mug" before she signs in
      When Ada signs in
      Then she is told that what she collected as a guest is in her cart, <part>

      Examples:
        | as_guest | part                       |
        | 3        | all of it                  |
        | 4        | as far as it is in stock   |

    @api
    Scenario: Both together make no more than 999 of a product
      Given the shop has 2000 "Steel nail" in stock
      And Ada has 900 "Steel nail" in her cart
      When a program signs in as Ada with 100 "Steel nail" in a guest's cart
      Then 1 open cart is recorded for Ada, with 999 "Steel nail"

    @ui
    Scenario: Somebody who had nothing in her cart is told nothing
      Given Ada has got as far as the checkout with 3 "Blue mug" before she signs in
      When Ada signs in
      Then she is told nothing about her cart

    @ui
    Scenario: Nor is somebody who has taken everything out of it
      Given Ada has 2 "Blue mug" in her cart
      And a program has changed "Blue mug" to 0 in the cart of Ada
      And Ada has got as far as the checkout with 3 "Blue mug" before she signs in
      When Ada signs in
      Then she is told nothing about her cart

    @api
    Scenario: A product that she did not have comes in as another line
      Given the shop has 4 "Red bowl" at £9.99 in stock
      And Ada has 1 "Blue mug" in her cart
      When a program signs in as Ada with 2 "Red bowl" in a guest's cart
      Then 1 open cart is recorded for Ada, with 1 "Blue mug" and 2 "Red bowl"

    @api
    Scenario: A product that has been sold out since does not come in
      Given the shop has 2 "Red bowl" at £9.99 in stock
      And Ada has 1 "Blue mug" in her cart
      When a program signs in as Ada with 2 "Red bowl" in a guest's cart, which Ben has bought by then
      Then 1 open cart is recorded for Ada, with 1 "Blue mug"

    @api
    Scenario: The voucher in a guest's cart comes along
      Given Ada has 1 "Blue mug" in her cart
      When a program signs in as Ada with 2 "Blue mug" and a good voucher in a guest's cart
      Then a program that asks on behalf of Ada is told that a good voucher is in the cart

    @api
    Scenario: The voucher in her own cart stays in it
      Given Ada has 1 "Blue mug" in her cart, with a good voucher
      When a program signs in as Ada with 2 "Blue mug" in a guest's cart
      Then a program that asks on behalf of Ada is told that a good voucher is in the cart

    @api
    Scenario: What a guest has ordered without paying is let go
      Given Ada has 1 "Blue mug" in her cart
      When a program orders 2 "Blue mug" as a guest and then signs in as Ada
      Then 5 "Blue mug" are in stock, 0 of them reserved
      And 1 open cart is recorded for Ada, with 3 "Blue mug"
      And no notice of cancellation is in Ada's mailbox
