Feature: Refunding an order

  Money goes back to the card it came from, whole or in parts. It is never more than was paid, and
  the customer hears of each refund once.

  Background:
    Given the shop has 9 "Blue mug" at £12.57 in stock
    And Grace is a member of the staff
    And Ada has paid for 3 "Blue mug"

  Rule: A customer may cancel a paid order that has not left the shop, and gets all of it back

    @smoke @ui @mail
    Scenario: A customer cancels an order that she has paid for
      Given Ada is signed in
      When Ada cancels her order
      Then she sees that her order is cancelled
      And £41.66 has been given back once, and 3 "Blue mug" have come back once, which makes 9 in stock
      And 1 notice of cancellation and 1 notice of refund are in Ada's mailbox

    @ui @mail
    Scenario: A guest cancels by the link in her confirmation
      Given Ben has bought 2 "Blue mug" as a guest
      When Ben follows the link in his confirmation and cancels the order
      Then he is told that the order is cancelled
      And 1 notice of cancellation is in Ben's mailbox

    @api @mail
    Scenario: Cancelling it several times gives everything back once
      When a program cancels the order 4 times at once on behalf of Ada
      Then the order is recorded as cancelled, with £41.66 refunded
      And £41.66 has been given back once, and 3 "Blue mug" have come back once, which makes 9 in stock
      And 1 notice of cancellation is in Ada's mailbox
      And the other services are notified once that the order is paid, cancelled, refunded and returned

    @api
    Scenario: Every product of the order comes back
      Given the shop has 9 "Red bowl" at £7.35 in stock
      And Cleo has 3 "Blue mug" and 2 "Red bowl" in her cart
      And Cleo has paid for her cart
      When a program cancels the order on behalf of Cleo
      Then the stock is recorded as follows:
        | product  | in stock | reserved |
        | Blue mug | 6        | 0        |
        | Red bowl | 9        | 0        |

    @api @mail
    Scenario: What was refunded before is not refunded again
      Given Grace has refunded £12.57 of the order
      When a program cancels the order on behalf of Ada
      Then the order is recorded as cancelled, with £41.66 refunded
      And the payment provider has given back £12.57 and £29.09 for the order
      And 1 notice of cancellation is in Ada's mailbox, and says: "All of it goes back to your card."

    @ui
    Scenario: Staff are not offered to cancel what others have bought
      Given Grace is signed in as a member of the staff
      When Grace looks at the order
      Then she is offered to refund it, and not to cancel it

  Rule: Staff may give back a part of what was paid

    @ui @mail
    Scenario: A part goes back
      Given Grace is signed in as a member of the staff
      When Grace refunds £12.57 of the order
      Then she is told that £12.57 goes back, and sees it noted on the order
      And the payment provider has given back £12.57 once for the order
      And the notice of refund in Ada's mailbox states £12.57

    @api
    Scenario: It is recorded who gave it back, and why
      When a program refunds £12.57 of the order on behalf of Grace
      Then it is recorded that Grace gave £12.57 back, since "chipped"

    @ui
    Scenario: What has left the shop can be refunded, too
      Given Grace has dispatched the order
      And Grace is signed in as a member of the staff
      When Grace refunds £12.57 of the order
      Then she is told that £12.57 goes back, and sees it noted on the order

    @api @mail
    Scenario: Each part has a mail of its own
      Given Grace has refunded £20.83 of the order
      When a program refunds £20.82 of the order on behalf of Grace
      Then the order is recorded as paid, with £41.65 refunded
      And the payment provider has given back £20.83 and £20.82 for the order
      And 2 mails with a notice of refund are in Ada's mailbox

    @api @mail
    Scenario: A refund that is sent twice goes back once
      When a program sends the same refund of £12.58 twice on behalf of Grace
      Then the payment provider has given back £12.58 once for the order
      And the order is recorded as paid, with £12.58 refunded
      And 1 notice of refund is in Ada's mailbox

    @ui
    Scenario: A refund form that is sent twice refunds once
      Given Grace is signed in as a member of the staff
      When Grace fills in a refund of £12.57 of the order, and it is sent twice
      Then the payment provider has given back £12.57 once for the order
      And the order is recorded as paid, with £12.57 refunded

    @api
    Scenario: With the last part the order is refunded
      Given Grace has refunded £41.65 of the order
      When a program refunds £0.01 of the order on behalf of Grace
      Then the order is recorded as refunded, with £41.66 refunded
      And the payment provider has given back £41.65 and £0.01 for the order

    @ui
    Scenario Outline: A refund of <amount> is refused
      Given Grace is signed in as a member of the staff
      When Grace asks to refund <amount> of the order
      Then she is told beside the amount <told>
      And <amount> is still filled in as the amount
      And the payment provider has given back nothing for the order

      Examples:
        | amount   | told                                         |
        | "a lot"  | "Enter an amount such as 12.50."             |
        | "0.00"   | "Enter an amount such as 12.50."             |
        | "£41.67" | "Only £41.66 of this order can be refunded." |

    @ui
    Scenario: A refund without a reason is refused
      Given Grace is signed in as a member of the staff
      When Grace asks to refund "12.50" of the order without a reason
      Then she is told beside the reason "Enter the reason."
      And "12.50" is still filled in as the amount

    @ui
    Scenario: Staff are told how much of an order can still be refunded
      Given Grace has refunded £20.83 of the order
      And Grace is signed in as a member of the staff
      When Grace asks to refund "£20.84" of the order
      Then she is told beside the amount "Only £20.83 of this order can be refunded."

    @api
    Scenario: A refund that is sent again with another amount is refused
      Given a program has sent a refund of £12.58 on behalf of Grace
      When a program sends the same refund with £1.00 on behalf of Grace
      Then the request is refused because the refund was asked for before with another amount
      And the payment provider has given back £12.58 once for the order

    @api
    Scenario: What nobody has paid for cannot be refunded
      Given Ada has been refused with an expired card for 2 "Blue mug"
      When a program tries to refund £0.01 of the order on behalf of Grace
      Then the request is refused because nothing was paid

  Rule: A refund that the bank refuses stays with the shop, and the staff hear of it

    @api @mail
    Scenario: The bank of a card accepts no refunds
      Given Ben has paid for 2 "Blue mug" with a card whose bank accepts no refunds
      And Grace has tried to refund £29.09 of the order, which the bank refused
      When a program refunds £29.09 of the order on behalf of Grace
      Then 2 refunds of £29.09 are recorded as failed
      And no notice of refund is in Ben's mailbox

    @ui
    Scenario: Grace is told what the bank has refused
      Given Ben has paid for 2 "Blue mug" with a card whose bank accepts no refunds
      And Grace has tried to refund £29.09 of the order, which the bank refused
      And Grace is signed in as a member of the staff
      When Grace looks at the order
      Then she sees that the bank has refused the refund of £29.09

    @api @mail
    Scenario: Staff are warned when the money of a cancelled order does not go back
      Given Ben has paid for 2 "Blue mug" with a card whose bank accepts no refunds
      When a program cancels the order on behalf of Ben
      Then the order is recorded as cancelled, with £0.00 refunded
      And 1 warning of a refused refund of £29.09 for the order is in the order team's mailbox, and says: "order cancelled"
      And no notice of refund is in Ben's mailbox

    @ui @mail
    Scenario: The warning of a refused refund leads to its order
      Given Ben has paid for 2 "Blue mug" with a card whose bank accepts no refunds
      And Grace has tried to refund £29.09 of the order, which the bank refused
      When Grace follows the link in the warning of the refused refund, and signs in
      Then she sees that the bank has refused the refund of £29.09

  Rule: No order gets more back than was paid for it

    @api @mail
    Scenario: A penny more than is left is refused
      Given Grace has refunded £20.83 of the order
      When a program tries to refund £20.84 of the order on behalf of Grace
      Then the request is refused because more would be refunded than was paid
      And the payment provider has given back £20.83 once for the order
      And 1 notice of refund is in Ada's mailbox

    @api
    Scenario: Refunds at the same moment give no more back than one after the other
      When a program refunds £20.83 of the order 4 times at once on behalf of Grace
      Then the payment provider has given back £20.83 and £20.83 for the order
      And 2 of the refunds are done, and 2 are refused because more would be refunded than was paid
      And the order is recorded as refunded, with £41.66 refunded

    @api @security
    Scenario: A customer cannot refund her own order
      When a program tries to refund £0.01 of the order on behalf of Ada
      Then the request is refused because it is not allowed to
      And the payment provider has given back nothing for the order
      And the order is recorded as paid, with £0.00 refunded
