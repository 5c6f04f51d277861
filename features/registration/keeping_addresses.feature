Feature: Keeping addresses

  Who orders more than once does not want to write the same address again. The book holds several,
  and one of them is filled in at the checkout.

  Background:
    Given Ada is signed in

  Rule: Of the addresses in the book exactly one is the default

    @ui
    Scenario: The first address is the default
      When Ada adds "12 Mill Lane" to her addresses
      Then her addresses are "12 Mill Lane", and "12 Mill Lane" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: The second one is not
      Given Ada keeps "12 Mill Lane"
      When Ada adds "3 Station Road" to her addresses
      Then her addresses are "12 Mill Lane, 3 Station Road", and "12 Mill Lane" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: Ada prefers another one
      Given Ada keeps "12 Mill Lane", "3 Station Road" and "7 Church Street"
      When Ada makes "3 Station Road" her default
      Then her addresses are "3 Station Road, 12 Mill Lane, 7 Church Street", and "3 Station Road" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: Without the default the oldest other one is
      Given Ada keeps "12 Mill Lane", "3 Station Road" and "7 Church Street"
      When Ada removes "12 Mill Lane" from her addresses
      Then her addresses are "3 Station Road, 7 Church Street", and "3 Station Road" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: Ada corrects an address
      Given Ada keeps "12 Mill Lane" and "3 Station Road"
      When Ada changes "12 Mill Lane" to "12a Mill Lane"
      Then her addresses are "12a Mill Lane, 3 Station Road", and "12a Mill Lane" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: Ada corrects an address abroad
      Given Ada keeps "5 Rue Verte" in France
      When Ada changes "5 Rue Verte" to "7 Rue Verte"
      Then "7 Rue Verte" in France is recorded for Ada

    @ui
    Scenario: An address without a street changes nothing
      Given Ada keeps "12 Mill Lane"
      When Ada changes "12 Mill Lane" to ""
      Then she is told "Enter the street and number." beside the street
      And "12 Mill Lane" is the only address recorded for Ada

  Rule: A book holds 50 addresses

    @api
    Scenario: One more is refused
      Given Ada keeps 50 addresses
      When a program tries to keep another address for Ada
      Then the request is refused because the address book is full
      And 50 addresses are recorded for Ada

  Rule: Nobody else sees or changes the book

    @api @security
    Scenario: Ben tries to change an address of Ada's
      Given Ada keeps "12 Mill Lane"
      And Ben has an account
      When a program on behalf of Ben tries to change "12 Mill Lane" to "1 Thief Row"
      Then the request is refused because there is no such thing
      And "12 Mill Lane" is the only address recorded for Ada

    @api
    Scenario: Ada's choice changes nobody else's default
      Given Ben has an account
      And Ben keeps "5 Elm Court"
      And Ada keeps "12 Mill Lane" and "3 Station Road"
      When a program makes "3 Station Road" the default of Ada
      Then "5 Elm Court" is the only address recorded for Ben
