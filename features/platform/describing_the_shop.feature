Feature: Describing the shop

  Whoever writes a program for the shop needs to know what it may ask, and what it is answered. One
  description, published by the shop itself, says so for all parts, and it is true.

  Rule: Everything that a program may ask is described, and nothing of the inside

    @api
    Scenario: One description covers all parts
      When a program asks the shop to describe itself
      Then people, products, stock, the cart, orders and payments are described
      And nothing of the inside of the shop is described

  Rule: What is described is true

    @api
    Scenario Outline: An answer about <subject> is as described
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Sam is a member of the stock staff
      When a program asks about <subject> on behalf of Sam
      Then the answer is as the shop describes it

      Examples:
        | subject     |
        | the profile |
        | people      |
        | products    |
        | stock       |
        | the cart    |

  Rule: Whatever a program sends, the shop answers as described

    @api @security @slow
    Scenario: A program sends everything that the description allows, and what it forbids
      Given Sam is a member of the stock staff
      And an entrance that lets a hurried program in
      When a program makes up 3 calls of each kind for everything that is described, on behalf of Sam
      Then every one of at least 150 calls is answered as the shop describes it
