Feature: Following a call

  When a customer complains, somebody has to find out what happened. One number, which the caller
  is told, leads from the entrance through every part to the last message.

  Rule: A call can be found everywhere by its number

    @api
    Scenario: A purchase can be followed through the shop
      Given the shop has 5 "Blue mug" at £12.50 in stock
      When a program buys 2 "Blue mug" for Ada
      Then the message that the order is placed bears the number of the call
      And gateway, orders, payments and inventory have noted the number of the call

    @api
    Scenario: A caller who names no number is told one
      When a program asks for the list of products without naming a number
      Then the answer names a number of its own
