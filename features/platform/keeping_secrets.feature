Feature: Keeping secrets

  What opens an account must stand nowhere but in the hands of its owner, and what happened to it
  must stand where the staff can find it.

  Rule: Passwords, tokens and links are recorded nowhere

    @api @mail @security
    Scenario: Ada replaces her password and signs in
      Given Ada has an account
      And Ada has replaced her password through a mailed link
      When a program signs in for Ada with her new password
      Then neither her passwords nor her link nor her token stand in the shop's database
      And they do not stand in the shop's log either

  Rule: What happened to an account is noted: who, when, where and what

    @api @security
    Scenario: A refused access is noted
      Given Ada has an account
      When a program tries to read the list of people on behalf of Ada
      Then it is noted that Ada was refused the list of people, now, and from where

    @api @security
    Scenario: A failed sign-in is noted
      Given Ada has an account
      When a program tries a wrong password for Ada and an unknown address
      Then it is noted that signing in as Ada failed, now, and from where

    @api @security
    Scenario Outline: It is noted that Ada has <deed>
      Given Ada has an account
      When Ada has <deed> through a program
      Then it is noted that she has <deed>, now, and from where

      Examples:
        | deed                  |
        | signed in             |
        | changed her password  |
        | replaced her password |
        | changed her address   |
        | closed her account    |

    @api @slow @security
    Scenario: A caller in a hurry is noted
      Given Ada has an account
      When a program calls 10 times at once on behalf of Ada
      Then it is noted that Ada called too often

  Rule: Links in mails lead to the shop, whatever the caller says

    @api @mail @security
    Scenario: A program claims that the shop is elsewhere
      Given Ada has an account
      When a program that claims the shop is at "evil.example" asks for a link to a new password for Ada
      Then the link in Ada's mailbox leads to the shop
