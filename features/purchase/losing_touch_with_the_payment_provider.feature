Feature: Losing touch with the payment provider

  The shop asks another company for the money, and cannot always hear what became of it. Nobody is
  charged twice because of that, and nobody is told that an order is paid when it is not.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in
    And Ada has 2 "Blue mug" in her cart

  Rule: While nothing can be charged the order waits for its customer

    @ui @resilience
    Scenario: The payment provider cannot be reached
      Given the payment provider cannot be reached
      When Ada tries to pay for her cart
      Then she is told that she was not charged and can pay later
      And the order is recorded as waiting for payment
      And 5 "Blue mug" are in stock, 2 of them reserved
      And the payment provider has charged nothing for the order

    @ui @mail @resilience
    Scenario: A customer comes back to pay
      Given the payment provider cannot be reached
      And Ada has tried to pay for her cart
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 1 order is recorded for Ada
      And 1 order confirmation is in Ada's mailbox
      And the payment provider has charged £28.95 once for the order

  Rule: An order whose payment is in doubt is paid once

    @ui @mail @resilience
    Scenario: The answer of the payment provider is lost
      Given the answers of the payment provider get lost
      When Ada tries to pay for her cart
      Then the answer to the shop was lost
      And she is thanked for an order of £28.95
      And the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And 1 order confirmation is in Ada's mailbox
      And the payment provider has charged £28.95 once for the order

    @api @resilience
    Scenario: A customer who is not answered tries again
      Given the answers of the payment provider get lost
      And Ada has tried to pay for her cart
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order is paid already
      And 1 order is recorded for Ada
      And the payment provider has charged £28.95 once for the order

    @ui @resilience @slow
    Scenario: The payment provider does not answer at all
      Given the payment provider takes calls and answers none
      When Ada tries to pay for her cart
      Then she is told that her payment is still being checked
      And the order is recorded as waiting for payment
      And the payment provider has charged nothing for the order

    @ui @mail @resilience @slow
    Scenario: A customer pays again after a payment that never arrived
      Given the payment provider takes calls and answers none
      And Ada has tried to pay for her cart
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 1 order is recorded for Ada
      And 1 order confirmation is in Ada's mailbox
      And the payment provider has charged £28.95 once for the order

    @ui @mail @resilience
    Scenario: A customer tries again before the shop has heard of the first charge
      Given Ada has ordered her cart without paying
      And the notices about the order are held up
      And the answers of the payment provider get lost
      And Ada has tried to pay for her cart
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 1 order confirmation is in Ada's mailbox
      And the payment provider has charged £28.95 once for the order

  Rule: An order comes to no other end while its payment is in doubt

    @api @resilience @slow
    Scenario: An order whose payment is being checked cannot be cancelled
      Given the payment provider takes calls and answers none
      And Ada has tried to pay for her cart
      When a program tries to cancel the order on behalf of Ada
      Then the request is refused because an earlier payment is still being checked
      And the order is recorded as waiting for payment
      And 5 "Blue mug" are in stock, 2 of them reserved

    @api @resilience @slow
    Scenario: An order whose payment never arrived expires like any other
      Given the payment provider takes calls and answers none
      And Ada has tried to pay for her cart
      When 31 minutes pass
      Then the order is recorded as expired, its payment as closed and her cart as kept
      And 5 "Blue mug" are in stock, 0 of them reserved
      And the payment provider has charged nothing for the order

  Rule: While the payment provider has trouble it is asked again, and then the customer is told

    @ui
    Scenario: Trouble that passes is not noticed
      When Ada pays for her cart while the payment provider has trouble twice
      Then she is thanked for an order of £28.95
      And the payment provider was asked 3 times, after longer and longer pauses
      And every call was for the same payment
      And the payment provider has charged £28.95 once for the order

    @ui @mail @resilience
    Scenario Outline: The payment provider <trouble>, and it does not pass
      When Ada pays for her cart while the payment provider <trouble>
      Then she is told that she was not charged and can pay later
      And the payment provider was asked 3 times, after longer and longer pauses
      And the payment provider has charged nothing for the order
      And the order is recorded as waiting for payment
      And no order confirmation is in Ada's mailbox

      Examples:
        | trouble           |
        | has trouble       |
        | is asked too much |

  Rule: A charge that the shop has not heard of is found

    @ui @mail @resilience
    Scenario: Neither the answer nor the notice about a charge has arrived
      Given Ada has ordered her cart without paying
      And the notices about the order are held up
      And the answers of the payment provider get lost
      And Ada has tried to pay for her cart
      When 2 minutes pass
      Then the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And the payment provider has charged £28.95 once for the order
      And 1 order confirmation is in Ada's mailbox
