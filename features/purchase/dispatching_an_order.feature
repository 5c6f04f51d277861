Feature: Dispatching an order

  What is paid for leaves the shop once, and its customer hears when. From then on the order is not
  given up any more; what comes back is counted, and refunded by the staff.

  Background:
    Given the shop has 9 "Blue mug" at £12.57 in stock
    And Grace is a member of the staff

  Rule: An order that is paid leaves the shop, once

    Background:
      Given Ada has paid for 3 "Blue mug"

    @smoke @ui @mail
    Scenario: A paid order is dispatched
      Given Grace is signed in as a member of the staff
      When Grace dispatches the order
      Then the order is shown as dispatched
      And 1 notice of dispatch is in Ada's mailbox, and names the day
      And the other services are notified once that the order is dispatched

    @ui
    Scenario: The order says on which day it left
      Given 2 days have passed
      And Grace is signed in as a member of the staff
      When Grace dispatches the order
      Then the order is shown as dispatched
      And Grace can still refund it

    @api @mail
    Scenario: Dispatching it again changes nothing
      Given Grace has dispatched the order
      When a program dispatches the order on behalf of Grace
      Then 1 notice of dispatch is in Ada's mailbox
      And it is recorded that Grace has dispatched the order, once

    @api @security
    Scenario: A customer cannot dispatch her own order
      When a program tries to dispatch the order on behalf of Ada
      Then the request is refused because it is not allowed to

  Rule: An order that is not paid stays in the shop

    @api
    Scenario: An order that waits for payment is not dispatched
      Given Ada has ordered 2 "Blue mug" without paying
      When a program tries to dispatch the order on behalf of Grace
      Then the request is refused because the order cannot be dispatched
      And the order is recorded as waiting for payment

  Rule: A customer can follow the parcel

    @ui @mail
    Scenario: Grace types in the number of the parcel
      Given Ada has paid for 3 "Blue mug"
      And Grace is signed in as a member of the staff
      When Grace dispatches the order as parcel "kl 2026 gb"
      Then the notice of dispatch in Ada's mailbox leads to the parcel "KL2026GB", in plain text and in markup
      And the parcel "KL2026GB" is recorded for the order, and told to the other services

    @ui
    Scenario: Ada finds the link to follow her parcel on the page of her order
      Given Ada is signed in
      And Ada's 3 "Blue mug" have left as parcel "KL2026GB"
      When Ada looks at her order
      Then her order leads to the parcel "KL2026GB"

    @api @mail
    Scenario: Each customer follows her own parcel
      Given Ada's 1 "Blue mug" have left as parcel "KL1111GB"
      When Ben's 2 "Blue mug" leave as parcel "KL2222GB"
      Then the notice of dispatch in Ada's mailbox leads to the parcel "KL1111GB", in plain text and in markup
      And the notice of dispatch in Ben's mailbox leads to the parcel "KL2222GB", in plain text and in markup

    @ui
    Scenario Outline: "<number>" is no number of a parcel, and dispatches nothing
      Given Ada has paid for 3 "Blue mug"
      And Grace is signed in as a member of the staff
      When Grace dispatches the order as parcel "<number>"
      Then she is told beside the tracking number "Enter the number of the parcel as its carrier writes it."
      And the carrier and "<number>" are still filled in
      And the order is recorded as paid, with £0.00 refunded

      Examples:
        | number     |
        | KL/../2026 |
        |            |

    @api
    Scenario: A number without a carrier dispatches nothing
      Given Ada has paid for 3 "Blue mug"
      When a program tries to dispatch the order as parcel "KL2026GB" of no carrier on behalf of Grace
      Then the request is refused because the details are not valid
      And the order is recorded as paid, with £0.00 refunded

    @api
    Scenario: A carrier that nobody knows dispatches nothing
      Given Ada has paid for 3 "Blue mug"
      When a program tries to dispatch the order with the carrier "pigeon" on behalf of Grace
      Then the request is refused because its "carrier" is not valid
      And the order is recorded as paid, with £0.00 refunded

    @api
    Scenario: A number that comes too late is refused
      Given Ada has paid for 3 "Blue mug"
      And Grace has dispatched the order
      When a program tries to dispatch the order as parcel "KL2026GB" on behalf of Grace
      Then the request is refused because the order has left without it

  Rule: An order that has come to an end is neither cancelled nor paid again

    @api
    Scenario Outline: An order that is <state> cannot be cancelled
      Given Ada has bought 3 "Blue mug", and the order is <state>
      When a program tries to cancel the order on behalf of Ada
      Then the request is refused because the order can no longer be cancelled
      And the order is recorded as <state>, with <money> refunded
      And 6 "Blue mug" are in stock, 0 of them reserved

      Examples:
        | state      | money  |
        | dispatched | £0.00  |
        | refunded   | £41.66 |

    @api
    Scenario Outline: An order that is <state> cannot be paid again
      Given Ada has bought 3 "Blue mug", and the order is <state>
      When a program tries to pay for the order on behalf of Ada
      Then the request is refused because the order can no longer be paid
      And the order is recorded as <state>, with £41.66 charged once and <money> refunded
      And <stock> "Blue mug" are in stock, 0 of them reserved

      Examples:
        | state      | money  | stock |
        | dispatched | £0.00  | 6     |
        | refunded   | £41.66 | 6     |
        | cancelled  | £41.66 | 9     |

  Rule: Goods that come back are counted once

    Background:
      Given Ada has paid for 3 "Blue mug"

    @api
    Scenario: A part of the goods comes back
      Given Grace has dispatched the order
      When a program takes back 2 "Blue mug" of the order on behalf of Grace
      Then 8 "Blue mug" are in stock, after 1 return of 2 for the order
      And the ledger shows 1 return of 2 "Blue mug" by Grace

    @api
    Scenario: The same goods cannot come back again
      Given Grace has dispatched the order
      And 2 "Blue mug" of the order have come back to Grace
      When a program tries to take back 2 "Blue mug" of the order on behalf of Grace
      Then the request is refused because fewer than that can come back
      And 8 "Blue mug" are in stock, after 1 return of 2 for the order

    @api
    Scenario: Goods that have not left cannot come back
      When a program tries to take back 2 "Blue mug" of the order on behalf of Grace
      Then the request is refused because fewer than that can come back
      And 6 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: Goods of an order that was refunded before it left are put back
      Given Ben has bought 3 "Blue mug", and the order is refunded
      When a program takes back 3 "Blue mug" of the order on behalf of Grace
      Then 6 "Blue mug" are in stock, after 1 return of 3 for the order

    @api
    Scenario: Goods of another order cannot come back
      Given Grace has dispatched the order
      And the shop has 4 "Red bowl" in stock
      When a program tries to take back 1 "Red bowl" of the order on behalf of Grace
      Then the request is refused because there is no such thing
      And 4 "Red bowl" are in stock, 0 of them reserved
