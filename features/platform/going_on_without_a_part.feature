Feature: Going on without a part

  When one part of the shop is down, what does not need it goes on, and what needs it says so. Nobody
  is told that something is wrong with what they did.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in, with 2 "Blue mug" in her cart

  Rule: Without the part that keeps people the shelves are shown, and the rest asks for patience

    @ui @resilience
    Scenario: Ada looks at the shelves
      Given the shop has lost the part that keeps people
      When Ada looks at "Blue mug" nevertheless
      Then she sees that it costs £12.50

    @ui @resilience
    Scenario Outline: Ada looks at <screen>
      Given the shop has lost the part that keeps people
      When Ada looks at <screen> nevertheless
      Then she is told "Back in a moment", with a reference to quote

      Examples:
        | screen      |
        | her account |
        | a full cart |

    @ui @resilience
    Scenario: Ada signs in
      Given the shop has lost the part that keeps people
      When Ada tries to sign in nevertheless
      Then she is told "Back in a moment", with a reference to quote

  Rule: Without the part that keeps orders the account is open

    @ui @resilience
    Scenario: Ada looks at her account, which lists her orders
      Given the shop has lost the part that keeps orders
      When Ada looks at her account nevertheless
      Then she is told that her orders are not known just now, and can change her password

  Rule: Without the part that takes payments nobody is told that an order is paid

    @ui @resilience
    Scenario: Ada pays for her cart
      Given the shop has lost the part that takes payments
      When Ada pays for her cart nevertheless
      Then she is told that her payment is still being checked
      And the payment provider has charged nothing for the order

    @ui @resilience
    Scenario: Grace looks at an order that is paid for
      Given Ben has bought 1 "Blue mug"
      And Grace is signed in as a member of the staff
      And the shop has lost the part that takes payments
      When Grace looks at the order nevertheless
      Then she is told that nothing is known of its refunds just now
