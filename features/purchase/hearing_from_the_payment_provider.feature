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
      And 1 notice, 1 payment of £28.95 and 1 sale of 2 "Blue mug" are recorded
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

      Examples:
        | repetition    |
        | again         |
        | twice at once |

  Rule: The order in which notices arrive does not matter

    @api @mail @resilience
    Scenario: News of a refused card comes after that of the payment
      Given Ada has ordered 2 "Blue mug" without paying
      And Ada has been refused with one card and paid with another, and the notices are held up
      When the notices about the order arrive, the newest first
      Then 2 notices, 1 payment of £28.95 and 1 sale of 2 "Blue mug" are recorded
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: Only the payment provider can say that an order is paid

    @api @security
    Scenario: A forged notice pays for nothing
      Given Ada has ordered 2 "Blue mug" without paying
      When a stranger's program sends a forged notice that the order is paid
      Then the notice is refused, since its signature is wrong
      And the order is recorded as waiting for payment

    @api @security
    Scenario: An overheard notice is of no use after 5 minutes
      Given Ada has bought 2 "Blue mug"
      When a notice about the order arrives that was signed 6 minutes ago
      Then the notice is refused
      And 1 notice, 1 payment of £28.95 and 1 sale of 2 "Blue mug" are recorded

    @api
    Scenario: A notice may be 4 minutes on its way
      Given Ada has bought 2 "Blue mug"
      When a notice about the order arrives that was signed 4 minutes ago
      Then the shop has accepted it each time
      And 1 notice, 1 payment of £28.95 and 1 sale of 2 "Blue mug" are recorded

  Rule: A notice completes an order whose customer did not come back

    @api @mail @resilience
    Scenario: The customer has closed her browser before she was thanked
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £28.95 for the order after all
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: Money that fits no order is set aside for the staff

    @api @mail
    Scenario: An order that has expired is charged after all
      Given Ada's order of 2 "Blue mug" has expired
      When the payment provider charges £28.95 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order is expired, and 5 "Blue mug" are for sale again
      And no order confirmation is in Ada's mailbox

    @api @security
    Scenario: Another amount is charged than the order costs
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £2.89 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved
      And no order confirmation is in Ada's mailbox

    @api @security
    Scenario: The right amount is charged in another currency
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges €28.95 for the order after all
      Then the notice of the payment provider is recorded as set aside for the staff
      And the order waits for payment, and 2 of 5 "Blue mug" are reserved

    @api @security
    Scenario: Money comes for an order that the shop does not know
      Given Ada has ordered 2 "Blue mug" without paying
      When the payment provider charges £28.95 for an order that the shop does not know
      Then the notice about the unknown order is recorded as set aside for the staff
      And the order is recorded as waiting for payment
