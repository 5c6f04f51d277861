Feature: Having a user name

  Not everybody likes to type an address. A user name is a second way to say who one is; it belongs
  to one person, and nobody needs one.

  Rule: A user name opens the account as the address does

    @api
    Scenario: Ada has chosen it while opening her account
      Given a program has registered Ada under a user name
      When a program signs in for Ada with her user name
      Then the program is let in for Ada
      And a program that asks on behalf of Ada is told the same name and address

    @api
    Scenario: Ada chooses it later
      Given Ada has an account
      And a program has given Ada a user name
      When a program signs in for Ada with her user name
      Then the program is let in for Ada

  Rule: A user name belongs to one person

    @api
    Scenario: Nobody else can open an account under it
      Given a program has registered Ben under a user name
      When a program tries to register Ada under the user name of Ben
      Then the request is refused because its "username" is not valid
      And no account is recorded for Ada

    @api
    Scenario: Nobody else can change to it
      Given a program has registered Ben under a user name
      And Ada has an account
      When a program tries to give Ada the user name of Ben
      Then the request is refused because its "username" is not valid

    @api
    Scenario: It is free again when its owner has closed the account
      Given Ada has an account
      And a program has given Ada a user name
      And Ada has closed her account
      When a program registers Ben under the user name of Ada
      Then 1 account is recorded for Ben, with 1 link to confirm the address
