Feature: Selling from stock

  The recorded stock is what the next customer can buy. It falls by what was bought, no more and
  no less, and what is gone is not for sale.

  Rule: Stock falls by exactly what was bought

    @smoke @ui
    Scenario: Two of five are bought
      Given the shop has 5 "Blue mug" in stock
      When Ada buys 2 "Blue mug" by card as a guest
      Then "Blue mug" is offered with 3 left
      And a program is told that 3 "Blue mug" are in stock, as is recorded
      And the ledger shows 1 sale of 2 "Blue mug" for the order, of which other services hear once

  Rule: What is reserved for an order that was never placed is for sale again after 10 minutes

    @api @resilience
    Scenario: The shop has failed between the reservation and the order
      Given the shop has 5 "Blue mug" in stock, 2 of them reserved for an order that was never placed
      When 11 minutes pass
      Then 5 "Blue mug" are in stock, 0 of them reserved

  Rule: What is nearly gone is counted out to customers

    @ui
    Scenario Outline: With <quantity> in stock its page says "<note>"
      Given the shop has <quantity> "Blue mug" in stock
      When Ada looks at "Blue mug"
      Then she is offered it, with the note "<note>"

      Examples:
        | quantity | note     |
        | 10       | 10 left  |
        | 11       | In stock |

  Rule: What is sold out cannot be bought

    @ui
    Scenario: Nobody is offered what is sold out
      Given the shop has 0 "Blue mug" in stock
      When Ada looks at "Blue mug"
      Then she is told that it is sold out and cannot add it to a cart

    @ui
    Scenario: List, search and product say so as soon as the last one is bought
      Given the shop has 2 "Blue mug" in stock
      And "Blue mug" was looked at a moment ago, with 2 left
      When a program buys 2 "Blue mug" for Ben
      Then "Blue mug" is sold out in the list, in a search and by itself
      And a program that searches for "Blue mug" finds it with 0 left

    @api
    Scenario: A program cannot add what is sold out either
      Given the shop has 0 "Blue mug" in stock
      And Ada has an account
      When a program tries to add 1 "Blue mug" to the cart of Ada
      Then the request is refused because there is not enough in stock
      And no open cart with products is recorded for Ada

    @api
    Scenario: A program cannot add what has been withdrawn
      Given the shop has 5 "Blue mug" in stock, but has withdrawn it
      And Ada has an account
      When a program tries to add 1 "Blue mug" to the cart of Ada
      Then the request is refused because there is no such thing
      And no open cart with products is recorded for Ada
