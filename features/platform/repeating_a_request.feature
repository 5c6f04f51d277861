Feature: Repeating a request

  A program that gets no answer cannot know whether it was heard. It may ask again under the same
  key, and what it asked for is done once.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: A request that comes again under its key is answered as before and done once

    @api
    Scenario: A delivery is booked twice under the same key
      Given Sam is a member of the stock staff
      When a program books a delivery of 7 "Blue mug" twice on behalf of Sam under the same key
      Then both answers are the same
      And 12 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: The same delivery comes under another key
      Given Sam is a member of the stock staff
      When a program books a delivery of 7 "Blue mug" twice on behalf of Sam under keys of their own
      Then 19 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: The same request comes many times at once
      Given Ada has an account
      When a program adds 2 "Blue mug" to the cart of Ada 6 times at once under the same key
      Then 1 open cart is recorded for Ada, with 2 "Blue mug"

    @api @resilience
    Scenario: A request that the shop could not serve comes again
      Given Ada has 2 "Blue mug" in her cart
      And the shop cannot find out what is in stock
      And a program has tried in vain to order the cart of Ada under a key
      When a program orders the cart of Ada under that key
      Then 1 order is recorded for Ada

    @api
    Scenario: A refused request is refused again, whatever has come in since
      Given Sam is a member of the stock staff
      And a program has tried in vain to add 6 "Blue mug" to the cart of Ada under a key
      And 5 "Blue mug" have arrived since
      When a program tries to add 6 "Blue mug" to the cart of Ada under that key
      Then the request is refused because only 5 are in stock

  Rule: A key counts for a day

    @api
    Scenario Outline: The same delivery comes <hours> hours later under its key
      Given Sam is a member of the stock staff
      And a program has booked a delivery of 7 "Blue mug" on behalf of Sam under a key
      And <hours> hours have passed
      And a program has signed in again for Sam
      When a program books a delivery of 7 "Blue mug" on behalf of Sam under that key
      Then <number> "Blue mug" are in stock, 0 of them reserved

      Examples:
        | hours | number |
        | 23    | 12     |
        | 24    | 19     |

  Rule: A key belongs to one request of one caller

    @api
    Scenario: Another request comes under the same key
      Given Sam is a member of the stock staff
      And a program has booked a delivery of 7 "Blue mug" on behalf of Sam under a key
      When a program tries to book a delivery of 8 "Blue mug" on behalf of Sam under that key
      Then the request is refused because its key belongs to another request
      And 12 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: Somebody else's request comes under the same key
      Given Sam is a member of the stock staff
      And Mia is a member of the stock staff
      And a program has booked a delivery of 7 "Blue mug" on behalf of Sam under a key
      When a program books a delivery of 7 "Blue mug" on behalf of Mia under that key
      Then 19 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: A key is too long
      Given Sam is a member of the stock staff
      When a program tries to book a delivery of 7 "Blue mug" on behalf of Sam under a key of 201 letters
      Then the request is refused because details are missing
      And 5 "Blue mug" are in stock, 0 of them reserved
