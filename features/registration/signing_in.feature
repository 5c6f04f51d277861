Feature: Signing in

  A customer wants to get to the own account with as little fuss as possible. Everybody else must
  learn nothing there, not even whether the customer exists.

  Rule: Whoever knows the password gets in, and goes on where they wanted to go

    @smoke @ui
    Scenario: Ada signs in on her way to the checkout and goes on there
      Given the shop has 5 "Blue mug" in stock
      And Ada has an account
      And Ada has got as far as the checkout with 1 "Blue mug" before she signs in
      When Ada signs in
      Then she is at the checkout again, under her name, with 1 open session recorded

    @ui
    Scenario: After a mistyped password Ada still goes on to the checkout
      Given the shop has 5 "Blue mug" in stock
      And Ada has an account
      And Ada has got as far as the checkout with 1 "Blue mug", and has mistyped her password
      When Ada signs in
      Then she is at the checkout again, under her name, with 1 open session recorded

    @ui
    Scenario Outline: Ada, who is signed in, asks to <do>
      Given Ada is signed in
      When Ada asks to <do>
      Then she is in her account, under her name

      Examples:
        | do              |
        | sign in         |
        | open an account |

  Rule: Whoever does not know the password learns nothing

    @ui @security
    Scenario Outline: Signing in with <mistake> is refused
      Given Ada has an account
      When Ada tries to sign in with <mistake>
      Then she is told that address and password do not match
      And she is not signed in
      And a failed sign-in is recorded in the audit log

      Examples:
        | mistake            |
        | a wrong password   |
        | an unknown address |

    @api @security
    Scenario: A wrong password and an unknown address get the same answer
      Given Ada has an account
      When a program tries a wrong password for Ada and an unknown address
      Then both refusals read the same

  Rule: After 5 wrong passwords nobody is let into the account for 15 minutes

    Background:
      Given Ada has an account

    @api @security @mail
    Scenario: The right password is refused, too, and the owner is warned
      Given a program has tried 5 wrong passwords for Ada
      When a program tries the right password for Ada
      Then the request is refused for 15 minutes, because it calls too often
      And 5 wrong passwords and 1 try too many are recorded for Ada
      And 1 warning of wrong passwords is in Ada's mailbox

    @api @security @mail
    Scenario: The owner is warned once a day
      Given a program has tried 5 wrong passwords for Ada
      And Ada has replaced her password through a mailed link
      When a program tries 5 wrong passwords for Ada
      Then 1 warning of wrong passwords is in Ada's mailbox

    @api @security
    Scenario: The right password is still refused 2 minutes before
      Given a program has tried 5 wrong passwords for Ada
      And 13 minutes have passed
      When a program tries the right password for Ada
      Then the request is refused for 2 minutes, because it calls too often

    @api @security
    Scenario: Somebody else who signs in ends no pause
      Given a program has tried 5 wrong passwords for Ada
      And Ben has an account
      And a program acts for Ben
      When a program tries the right password for Ada
      Then the request is refused for 15 minutes, because it calls too often

    @api @security
    Scenario: The right password is accepted when the 15 minutes are over
      Given a program has tried 5 wrong passwords for Ada
      And 15 minutes have passed
      When a program signs in for Ada
      Then the program is let in for Ada
      And no wrong passwords are counted for Ada any more

    @api @security
    Scenario: An address that nobody has is refused in the same words
      Given a program has tried 5 wrong passwords for Ada and for an unknown address
      When a program tries a wrong password for Ada and an unknown address
      Then both refusals read the same
      And both refusals tell the program to wait

    @ui @security
    Scenario: The page tells how long to wait
      Given a program has tried 5 wrong passwords for Ada
      When Ada tries to sign in with the right password
      Then she is told to try again in 15 minutes
      And she is not signed in

    @api @security
    Scenario: Forgetting the password is a way in at any time
      Given a program has tried 5 wrong passwords for Ada
      When Ada replaces her password through a mailed link
      Then only her new password opens her account

  Rule: An invalid token does not stop anybody from signing in

    @api
    Scenario: A program signs in although it shows a made-up token
      Given Ada has an account
      When a program signs in for Ada and shows a made-up token
      Then the program is let in for Ada

  Rule: An e-mail address is the same in any spelling

    @api
    Scenario Outline: Ada signs in with her address <spelling>
      Given Ada has an account
      When a program signs in for Ada with her address <spelling>
      Then the program is let in for Ada

      Examples:
        | spelling              |
        | in capitals           |
        | with blanks around it |

  Rule: Signing in never leads to another site

    @ui @security
    Scenario Outline: Ada signs in by a link that promises to lead to <address>
      Given Ada has an account
      When Ada signs in by a link that promises to lead to <address>
      Then she is in her account, under her name

      Examples:
        | address            |
        | //evil.example     |
        | https:evil.example |
        | %2f%2fevil.example |
        | /%5Cevil.example   |

  Rule: A password is kept as today's rules ask

    @api @security
    Scenario: A fingerprint of an old kind is made anew
      Given Ada has an account, whose password is kept in an old way
      When a program signs in for Ada
      Then the fingerprint of Ada's password is made anew, and fits

  Rule: A disabled customer is out at once

    @api @security
    Scenario: Neither an open session nor the password opens a disabled account
      Given Ada has an account
      And a program acts for Ada
      And the shop has disabled Ada's account
      When a program asks who it acts for on behalf of Ada, and tries her password
      Then both requests are refused because it has not signed in
