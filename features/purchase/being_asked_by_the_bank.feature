Feature: Being asked by the bank

  Some banks ask the owner of a card before they pay. Nothing is charged before the answer is yes,
  and whatever the answer is, the customer finds back into the shop.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in
    And Ada has 2 "Blue mug" in her cart
    And Ada pays for her cart with a card about which the bank asks

  Rule: The order is paid when the customer has said yes

    @ui @mail
    Scenario: The customer says yes
      When Ada tells the bank to pay
      Then she is thanked for an order of £28.95
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left
      And the payment provider has asked the bank once

  Rule: An order whose payment was not confirmed can be paid in another way

    @ui @mail
    Scenario: The customer says no
      When Ada tells the bank not to pay
      Then she is told that the bank did not confirm the payment
      And the order is recorded as waiting for payment, which the bank has refused once
      And nothing is charged for the order, and nothing is confirmed

    @ui
    Scenario: The customer does not answer
      When Ada does not answer the bank and looks at her order
      Then she sees that her order waits for payment
      And the order is recorded as waiting for payment, and the bank's answer as open
      And the payment provider has charged nothing for the order
      And 5 "Blue mug" are in stock, 2 of them reserved

    @ui
    Scenario: A customer who has not answered takes another card
      When Ada pays with a good card instead
      Then she is thanked for an order of £28.95
      And Ada has 1 order, for which £28.95 was charged once

    @api
    Scenario: An order that was given up is not charged when the answer comes late
      Given a program has cancelled the order on behalf of Ada
      When Ada tells the bank to pay
      Then the order is recorded as cancelled, its payment as closed and her cart as kept
      And the payment provider has charged nothing for the order
