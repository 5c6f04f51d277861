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
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved
      And the payment provider has charged nothing for the order

    @ui @mail @resilience
    Scenario: A customer comes back to pay
      Given Ada has tried in vain to pay, since the payment provider cannot be reached
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 1 order is recorded for Ada
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: An order whose payment is in doubt is paid once

    @ui @mail @resilience
    Scenario: The answer of the payment provider is lost
      Given the answers of the payment provider get lost
      When Ada tries to pay for her cart
      Then the answer to the shop was lost
      And she is thanked for an order of £28.95
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

    @api @resilience
    Scenario: A customer who is not answered tries again
      Given Ada has tried to pay, and the answer of the payment provider was lost
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order is paid already
      And Ada has 1 order, for which £28.95 was charged once

    @ui @resilience @slow
    Scenario: The payment provider does not answer at all
      Given the payment provider answers no calls
      When Ada tries to pay for her cart
      Then she is told that her payment is still being checked
      And the order is recorded as waiting for payment
      And the payment provider has charged nothing for the order

    @ui @mail @resilience @slow
    Scenario: A customer pays again after a payment that never arrived
      Given Ada has tried in vain to pay, since the payment provider answers no calls
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 1 order is recorded for Ada
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

    @ui @mail @resilience
    Scenario: A customer tries again before the shop has heard of the first charge
      Given Ada has ordered her cart without paying, and the notices about it are held up
      And Ada has tried to pay, and the answer of the payment provider was lost
      When Ada pays at the checkout once the payment provider is back
      Then she is thanked for an order of £28.95
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: An order comes to no other end while its payment is in doubt

    @api @resilience @slow
    Scenario: An order whose payment is being checked cannot be cancelled
      Given Ada has tried in vain to pay, since the payment provider answers no calls
      When a program tries to cancel the order on behalf of Ada
      Then the request is refused because an earlier payment is still being checked
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved

    @api @resilience @slow
    Scenario: An order whose payment never arrived expires like any other
      Given Ada has tried in vain to pay, since the payment provider answers no calls
      When 31 minutes pass
      Then the order is expired, and 5 "Blue mug" are for sale again
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
      And the order is recorded as waiting for payment
      And nothing is charged for the order, and nothing is confirmed

      Examples:
        | trouble           |
        | has trouble       |
        | is asked too much |

  Rule: A charge that the shop has not heard of is found

    @ui @mail @resilience
    Scenario: Neither the answer nor the notice about a charge has arrived
      Given Ada has ordered her cart without paying, and the notices about it are held up
      And Ada has tried to pay, and the answer of the payment provider was lost
      When 2 minutes pass
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: An answer that makes no sense settles nothing

    @api @resilience
    Scenario: The payment provider answers what nobody can make sense of
      Given Ada has ordered her cart without paying
      When a program tries to pay for the order on behalf of Ada, and the payment provider answers with
        | a page for people           |
        | nothing                     |
        | a refusal without a reason  |
        | that it may not ask         |
        | £1.00 more than was asked   |
        | another currency            |
        | the charge of another order |
        | a charge that has failed    |
      Then it is told each time that the payment is still being checked
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved
