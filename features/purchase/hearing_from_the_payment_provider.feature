Feature: Hearing from the payment provider

  The payment provider tells the shop about every payment a second time, in case the first answer
  was lost. Notices can be late, repeated or forged; an order must come out right all the same.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: The same notice counts once, however often it arrives

    @smoke @api @mail @resilience
    Scenario Outline: The same notice arrives <repetition>
      Given Ada has bought 2 "Blue mug"
      When the payment provider sends its notice about the order <repetition>
      Then the shop has accepted it each time
      And 1 notice, £28.95 paid and 1 sale are recorded of 2 "Blue mug"
      And 1 order confirmation is in Ada's mailbox
      And the other services are notified once that the order is charged and paid
      And the payment provider has charged £28.95 once for the order

      Examples:
        | repetition    |
        | again         |
        | twice at once |

  Rule: The order in which notices arrive does not matter

    @api @mail @resilience
    Scenario: News of a refused card come after those of the payment
      Given Ada has ordered 2 "Blue mug" without paying
      And the notices about the order are held up
      And Ada has been refused with one card and has paid with another
      When the notices about the order arrive, the newest first
      Then the shop has accepted it each time
      And 2 notices, £28.95 paid and 1 sale are recorded of 2 "Blue mug"
      And the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And 1 order confirmation is in Ada's mailbox

  Rule: Only the payment provider can say that an order is paid

    @api @security
    Scenario: A forged notice pays for nothing
      Given Ada has ordered 2 "Blue mug" without paying
      When a stranger's program sends a forged notice that the order is paid
      Then the shop does not believe it
      And the order is recorded as waiting for payment

    @api @security
    Scenario: An overheard notice is of no use after 5 minutes
      Given Ada has bought 2 "Blue mug"
      When a notice about the order arrives that was signed 6 minutes ago
      Then the shop does not accept it
      And 1 notice, £28.95 paid and 1 sale are recorded of 2 "Blue mug"

    @api
    Scenario: A notice may be 4 minutes on its way
      Given Ada has bought 2 "Blue mug"
      When a notice about the order arrives that was signed 4 minutes ago
      Then the shop has accepted it each time
      And 1 notice, £28.95 paid and 1 sale are recorded of 2 "Blue mug"

  Rule: A notice completes an order whose customer did not come back

    @api @mail @resilience
    Scenario: The customer has closed her browser before she was thanked
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £28.95 for the order after all
      Then the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And 3 "Blue mug" are in stock, 0 of them reserved
      And 1 order confirmation is in Ada's mailbox
      And the other services are notified once that the order is placed, charged, paid and taken from stock

  Rule: Money that fits no order is set aside for the staff

    @api @mail
    Scenario: An order that has expired is charged after all
      Given Ada's order of 2 "Blue mug" has expired
      When the payment provider charges £28.95 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order is recorded as expired, its payment as closed and her cart as kept
      And 5 "Blue mug" are in stock, 0 of them reserved
      And no order confirmation is in Ada's mailbox

    @api @security
    Scenario: Another amount is charged than the order costs
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £2.89 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order is recorded as waiting for payment
      And 5 "Blue mug" are in stock, 2 of them reserved
      And no order confirmation is in Ada's mailbox

    @api @security
    Scenario: The right amount is charged in another currency
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges €28.95 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order is recorded as waiting for payment
      And 5 "Blue mug" are in stock, 2 of them reserved

    @api @security
    Scenario: Money comes for an order that the shop does not know
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £28.95 for an order that the shop does not know
      Then the notice about the unknown order is recorded as set aside for the staff
      And the order is recorded as waiting for payment
