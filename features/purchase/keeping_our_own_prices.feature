Feature: Keeping our own prices

  Whatever a browser or a program sends along can be made up. What an order costs is decided by
  the shop alone, so that nobody can give themselves a discount.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: Figures that come from the customer's side are ignored

    @smoke @ui @security
    Scenario: A browser that names its own price pays the shop's
      When Ada buys 2 "Blue mug" and her browser claims they cost £0.01
      Then she is thanked for an order of £28.95
      And the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And the payment provider has charged £28.95 once for the order

    @smoke @api @security
    Scenario: A program that names its own price, delivery and currency pays the shop's
      When a program buys 2 "Blue mug" for Ada and claims they cost £0.01
      Then the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And £25.00 and £3.95 are recorded, which come to £28.95
      And the payment provider has charged £28.95 once for the order
