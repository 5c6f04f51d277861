Feature: Limiting eager callers

  One program in a hurry can slow the shop down for everybody. It is stopped when it calls too
  often, told how long to wait, and welcome again after that.

  Rule: 8 calls a second are answered, and no more

    @smoke @api @slow
    Scenario: A program that calls too often is refused until the pause is over
      Given Ada has an account
      When a program calls 10 times at once on behalf of Ada
      Then the first 8 calls are answered and the others refused
      And each answer has said how many of 8 calls are left
      And the program is told to wait for 1 second, and is answered when that is over

    @api @slow
    Scenario: One caller's hurry does not slow down another
      Given Ada has an account
      And Ben has an account
      When a program calls 10 times at once on behalf of Ada
      Then a program that calls on behalf of Ben is answered

    @api @slow @needs:redis @needs:processes
    Scenario: Two entrances count together
      Given Ada has an account
      When a program calls 5 times at once at each of 2 entrances on behalf of Ada
      Then the first 8 calls are answered and the others refused

  Rule: Nobody gets more calls by claiming to call from elsewhere

    @api @slow @security
    Scenario: A program claims another address each time
      Given an entrance without a proxy in front of it
      When a program calls 10 times at once, each time claiming another address
      Then the first 8 calls are answered and the others refused

    @api @slow @security
    Scenario: A program claims another address each time, through a proxy
      Given an entrance behind a proxy of the shop
      When a program calls 10 times at once through the proxy, each time claiming another address
      Then the first 8 calls are answered and the others refused

  Rule: Those who call through a proxy of the shop are told apart

    @api @slow
    Scenario: Many programs call through the same proxy
      Given an entrance behind a proxy of the shop
      When 10 programs call at once through the proxy
      Then all of them are answered
