Feature: Selling while stock is unknown

  When the part that keeps the stock is down, nobody knows what is left. The shop goes on showing
  what it sells, and sells nothing that may be gone.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in
    And Ada has 2 "Blue mug" in her cart
    And the shop cannot find out what is in stock

  Rule: Products are shown, and nothing is ordered

    @ui @resilience
    Scenario: Ada looks at a product
      When Ada looks at "Blue mug" all the same
      Then she sees its price, £12.50, and that its stock is not known

    @ui @resilience
    Scenario: Ada goes to her cart
      When Ada looks at her cart all the same
      Then she sees 2 "Blue mug" in it, and that its stock is not known

    @api @resilience
    Scenario: A program orders
      When a program tries to order all the same what Ada has in her cart
      Then the request is refused because a part of the shop is down
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved
