Feature: Confirming an order

  The confirmation is what a customer keeps: it must be enough to check the order, to show it to
  somebody, and to find it again.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: A purchase does not wait for the mail server

    @api @mail @resilience
    Scenario: The confirmation comes when the mail server is back
      Given the mail server is away
      And Ada has bought 2 "Blue mug", whose confirmation could not be sent
      When the mail server is back
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left
      And the moment of sending is recorded for the order confirmation

  Rule: A confirmation names everything that was agreed, and leads back to the order

    @smoke @mail @ui
    Scenario: The confirmation names number, things, sums and address, and opens the order
      Given Ada has bought 2 "Blue mug"
      When Ada opens the link in her order confirmation
      Then she sees the order with a total of £28.95
      And the order confirmation is to Ada alone, and names the order and her delivery address
      And the order confirmation lists 2 "Blue mug" for £25.00, and states a subtotal of £25.00, £3.95 for delivery and a total of £28.95

    @api @mail
    Scenario: Plain text and markup of the confirmation say the same
      Given the shop has 5 "Red bowl" at £7.35 in stock
      And Ada has 3 "Red bowl" in her cart
      When a program buys 2 "Blue mug" for Ada
      Then the order confirmation says the same in plain text and in markup
      And the order confirmation in Ada's mailbox states a subtotal of £47.05, £3.95 for delivery and a total of £51.00

    @api @security
    Scenario: Without the link from the confirmation nobody else sees the order
      Given Ada has bought 1 "Blue mug"
      When a stranger's program asks for the order by its number
      Then the request is refused because there is no such thing

  Rule: An order stays as it was agreed

    @ui
    Scenario: A new price does not change an old order
      Given Ada has bought 2 "Blue mug"
      And "Blue mug" meanwhile costs £13.10
      When Ada opens the link in her order confirmation
      Then she sees the order with a total of £28.95
      And the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed

    @ui
    Scenario: The products of an order are listed by name
      Given Ada is signed in
      And Ada has 6 kinds of tins in her cart
      And Ada has ordered her cart without paying
      When Ada looks at her order
      Then the tins are listed by name on it

  Rule: Whoever is signed in hears at the address of the account

    @api @mail @security
    Scenario: A program wants the order of Ada to be confirmed to Ben
      When a program buys 2 "Blue mug" for Ada and wants it to be confirmed to Ben
      Then 1 order confirmation is in Ada's mailbox
      And no order confirmation is in Ben's mailbox
