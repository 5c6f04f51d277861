Feature: Signing in

  A customer wants to get to the own account with as little fuss as possible. Everybody else must
  learn nothing there, not even whether the customer exists.

  Rule: Whoever knows the password gets in, and goes on where they wanted to go

    @smoke @ui
    Scenario: Ada signs in on her way to the till and goes on there
      Given the shop has 5 "Blue mug" in stock
      And Ada has an account
      And Ada has got as far as the checkout with 1 "Blue mug" before she signs in
      When Ada signs in
      Then she is at the checkout again, under her name
      And 1 open session is recorded for Ada, and her visit
      And a program that knows Ada's password is let in

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
