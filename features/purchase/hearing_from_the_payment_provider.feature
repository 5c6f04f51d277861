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
      And the other services are notified once that the order is paid
      And the payment provider has charged £28.95 once for the order

      Examples:
        | repetition    |
        | again         |
        | twice at once |

  Rule: Only the payment provider can say that an order is paid

    @api @security
    Scenario: A forged notice pays for nothing
      Given Ada has ordered 2 "Blue mug" without paying
      When a stranger's program sends a forged notice that the order is paid
      Then the shop does not believe it
      And the order is recorded as waiting for payment
