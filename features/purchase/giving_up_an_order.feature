Feature: Giving up an order

  What an order holds nobody else can buy. An order that nobody pays for comes to an end by
  itself, or when its customer says so, and what it held is for sale again.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: An order that is not paid within half an hour expires

    @smoke @ui
    Scenario: What an unpaid order held is for sale again
      Given Ada has ordered 5 "Blue mug" without paying
      When 31 minutes pass
      Then the order is expired, and 5 "Blue mug" are for sale again
      And she sees that her order is expired
      And "Blue mug" is offered with 5 left

    @api
    Scenario: An order that has time left is kept
      Given Ben has ordered 1 "Blue mug" without paying
      And 2 minutes have passed
      And Ada has ordered 2 "Blue mug" without paying
      When 29 minutes pass
      Then the order waits for payment, and 2 of 5 "Blue mug" are reserved

    @api
    Scenario: The same products can be ordered and paid for anew
      Given Ada's order of 2 "Blue mug" has expired
      When a program orders and pays for the cart of Ada
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left
      And 2 orders are recorded for Ada

  Rule: A customer may cancel an order that is not paid

    @smoke @ui @mail
    Scenario: A customer cancels her order
      Given Ada has ordered 2 "Blue mug" without paying
      When Ada cancels her order
      Then she sees that her order is cancelled
      And the order is cancelled, and 5 "Blue mug" are for sale again
      And 1 notice of cancellation is in Ada's mailbox, and says: "Nothing was charged."

    @api @mail
    Scenario: Cancelling it again changes nothing
      Given Ada has cancelled her order of 2 "Blue mug"
      When a program cancels the order again on behalf of Ada
      Then the order is cancelled, and 5 "Blue mug" are for sale again
      And 1 notice of cancellation is in Ada's mailbox

    @api @security
    Scenario: Nobody else can cancel it
      Given Ada has ordered 2 "Blue mug" without paying
      And Ben has an account
      When a program tries to cancel the order on behalf of Ben
      Then the request is refused because there is no such thing
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved

  Rule: An order that has come to an end stays as it is

    @api
    Scenario: An order that has expired cannot be paid
      Given Ada's order of 2 "Blue mug" has expired
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order can no longer be paid
      And the order is recorded as expired, its payment as closed and her cart as kept
      And the payment provider has charged nothing for the order

    @api
    Scenario: An order that was cancelled cannot be paid
      Given Ada has cancelled her order of 2 "Blue mug"
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order can no longer be paid
      And the order is recorded as cancelled, its payment as closed and her cart as kept
      And the payment provider has charged nothing for the order

    @api
    Scenario: An order that has expired cannot be cancelled
      Given Ada's order of 2 "Blue mug" has expired
      When a program tries to cancel the order on behalf of Ada
      Then the request is refused because the order can no longer be cancelled
      And the order is recorded as expired, its payment as closed and her cart as kept
      And no notice of cancellation is in Ada's mailbox

    @api
    Scenario: An order that is paid never expires
      Given Ada has bought 2 "Blue mug"
      When 31 minutes pass
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

    @ui
    Scenario: An order that was paid meanwhile is not cancelled
      Given Ada has ordered 2 "Blue mug" without paying
      And Ada is looking at her order, which has meanwhile been paid
      When Ada cancels the order that she looks at
      Then she is told that the order has been paid
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

    @api
    Scenario: An order that is paid cannot be paid again
      Given Ada has bought 2 "Blue mug"
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order is paid already
      And the payment provider has charged £28.95 once for the order
