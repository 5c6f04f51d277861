Feature: Editing at the same time

  Two programs read the same thing, and both change it. The second must not undo without knowing
  what the first has done.

  Background:
    Given Ada has an account

  Rule: A change to what has been changed meanwhile is refused

    @api
    Scenario: The second of two changes is refused
      Given two programs have read the profile of Ada
      And the first program has changed her name to "Ada King"
      When the second program tries to change her name to "Ada Byron"
      Then the request is refused because it was changed meanwhile
      And the name "Ada King" is recorded for Ada, changed after she registered

    @api
    Scenario: The second program reads again and may change it then
      Given two programs have read the profile of Ada
      And the first program has changed her name to "Ada King"
      When the second program reads again and changes her name to "Ada Byron"
      Then the name "Ada Byron" is recorded for Ada, changed after she registered
