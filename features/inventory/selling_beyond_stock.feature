Feature: Selling beyond stock

  Some things are never counted, such as gift cards, and some may be ordered before they arrive. The
  shop sells both, and of the second no more than the supplier has promised.

  Rule: Products without stock keeping are always available

    Background:
      Given the shop sells "Gift card" without counting

    @api
    Scenario: A product that nobody counts is sold any number of times
      Given Ada has bought 3 "Gift card"
      When a program buys 7 "Gift card" for Ben
      Then a program that asks on behalf of Ben is told that the order is paid, with £87.50
      And no "Gift card" was ever reserved
      And 0 "Gift card" are in stock, 0 of them reserved

    @ui
    Scenario: Its page offers it
      When Ada looks at "Gift card"
      Then she is offered it, with the note "In stock"

    @api
    Scenario: It never runs low
      Given Sam is a member of the stock staff
      When a program buys 3 "Gift card" for Ada
      Then a program that asks on behalf of Sam does not find "Gift card" among those with 5 or fewer

  Rule: Products that may be back-ordered are sold up to their limit

    @ui
    Scenario Outline: With <quantity> in stock its page says "<note>"
      Given the shop has <quantity> "Oak chair" in stock and lets 3 be ordered before they arrive
      When Ada looks at "Oak chair"
      Then she is offered it, with the note "<note>"

      Examples: What has to arrive first ships later
        | quantity | note             |
        | 0        | Ships in 2 weeks |
        | 2        | 5 left           |

    @api
    Scenario: More than there are can be bought
      Given the shop has 2 "Oak chair" in stock and lets 3 be ordered before they arrive
      When a program buys 4 "Oak chair" for Ada
      Then 2 "Oak chair" are owed to customers
      And the ledger shows 1 sale of 4 "Oak chair" for the order
      And the shop offers 1 "Oak chair" to others

    @api
    Scenario: One more than the limit is refused
      Given the shop has 2 "Oak chair" in stock and lets 3 be ordered before they arrive
      And Ada has paid for 4 "Oak chair"
      When a program tries to add 2 "Oak chair" to the cart of Ada
      Then the request is refused because there is not enough in stock
      And 2 "Oak chair" are owed to customers

    @api
    Scenario: A delivery settles what is owed first
      Given the shop has 2 "Oak chair" in stock and lets 3 be ordered before they arrive
      And Ada has bought 5 "Oak chair"
      And Sam is signed in as stock staff
      When a program on behalf of Sam replenishes "Oak chair" with 7
      Then 4 "Oak chair" are in stock, 0 of them reserved

  Rule: The stock staff decide what may be ordered before it arrives

    Background:
      Given Sam is a member of the stock staff

    @api
    Scenario: Sam lets three be ordered
      Given the shop has 0 "Oak chair" in stock
      When a program on behalf of Sam lets 3 "Oak chair" be ordered before they arrive
      Then the shop offers 3 "Oak chair" to others

    @api
    Scenario: Sam lets fewer be ordered than before
      Given the shop has 0 "Oak chair" in stock and lets 3 be ordered before they arrive
      When a program on behalf of Sam lets 1 "Oak chair" be ordered before they arrive
      Then the shop offers 1 "Oak chair" to others

    @api
    Scenario: Fewer than are owed already are refused
      Given the shop has 2 "Oak chair" in stock and lets 3 be ordered before they arrive
      And Ada has bought 4 "Oak chair"
      When a program on behalf of Sam tries to let 1 "Oak chair" be ordered before they arrive
      Then the request is refused because fewer than are reserved are left
      And 2 "Oak chair" are owed to customers
