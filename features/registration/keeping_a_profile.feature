Feature: Keeping a profile

  Names change, passwords get old. Customers look after both themselves, and whoever merely finds
  their browser open must not be able to take the account over.

  Rule: A new name is used at once everywhere

    @ui
    Scenario: Ada changes her name
      Given Ada is signed in
      When Ada changes her name to "Ada O'Neill-Núñez"
      Then she is greeted as "Ada O'Neill-Núñez" and told that her name is saved
      And a program that asks on behalf of Ada is told the name "Ada O'Neill-Núñez"
      And her new name is recorded as "Ada O'Neill-Núñez", and told to the other services once

    @ui
    Scenario: A name that is left empty changes nothing
      Given Ada is signed in
      When Ada changes her name to ""
      Then she is told beside the name "Enter your name."
      And a program that asks on behalf of Ada is told the same name and address

    @api
    Scenario Outline: <name> arrives unchanged
      Given Ada has an account
      When a program changes Ada's name to "<name>"
      Then a program that asks on behalf of Ada is told the name "<name>"
      And the name "<name>" is recorded for Ada, changed after she registered

      Examples:
        | name                |
        | Zoë Müller-Ångström |
        | שרה לוי             |
        | 李小龍 🐉           |
        | Ada & Söhne; --     |

  Rule: A new password needs the current one, and ends what is open elsewhere

    @ui @security @mail
    Scenario: Ada changes her password
      Given Ada is signed in here and elsewhere
      When Ada changes her password
      Then she is told in her account and by mail that her password has been changed
      And she is signed out elsewhere, with 1 open session left
      And only her new password opens her account

    @ui @security
    Scenario: A wrong current password changes nothing
      Given Ada is signed in here and elsewhere
      When Ada changes her password and mistypes the current one
      Then she is told beside the current password "Current password is not your password."
      And she is still signed in elsewhere
      And only her old password opens her account

    @ui @security
    Scenario: A browser that was left open is no place to guess the password
      Given Ada is signed in
      And a program has tried 5 wrong passwords for Ada
      When Ada changes her password
      Then she is told to try again in 15 minutes
      And 5 wrong passwords and 1 try too many are recorded for Ada

    @api @security
    Scenario: A common password is refused as a new one, too
      Given Ada has an account
      When a program changes Ada's password to "password123"
      Then the request is refused because its "password" is not valid
      And only her old password opens her account
