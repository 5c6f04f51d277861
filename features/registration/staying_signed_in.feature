Feature: Staying signed in

  A customer stays signed in while shopping and no longer. Whoever finds the browser, or an old
  token, later on gets nowhere, and the customer can see and end what is still open elsewhere.

  Rule: After signing out nothing opens the account but the password

    @ui @security
    Scenario: Ada signs out
      Given Ada is signed in
      When Ada signs out
      Then she is told that she is signed out
      And going back does not show her account
      And no session of Ada is open, and her token is worth nothing any more

    @ui @security
    Scenario: Signing out here leaves what is open elsewhere
      Given Ada is signed in here and elsewhere
      When Ada signs out
      Then she is told that she is signed out
      And she is still signed in elsewhere

  Rule: A browser that is closed is no reason to sign in again

    @ui
    Scenario: Ada closes her browser soon after signing in
      Given Ada has an account
      And Ada has signed in by herself
      When Ada closes her browser and comes back
      Then her account is open to her

  Rule: Signing in begins a session of its own

    @ui @security
    Scenario: A stranger has chosen a session for Ada's browser
      Given Ada has an account
      And a stranger has chosen a session for Ada's browser
      When Ada signs in there
      Then her browser has another session than the earlier one, which opens nothing
      And 1 open session and her last visit are recorded for Ada

    @ui @security
    Scenario: Ada signs in once more
      Given Ada is signed in
      And Ada has signed out again
      When Ada signs in there
      Then her browser has another session than the earlier one, which opens nothing
      And 1 open session and her last visit are recorded for Ada

  Rule: A session ends when nobody uses it for 2 hours, and after 12 hours in any case

    @ui @security
    Scenario Outline: Ada comes back after <hours> hours
      Given Ada is signed in
      And <hours> hours have passed
      When Ada comes back to her account
      Then she is told that her session has ended, and asked to sign in

      Examples:
        | hours |
        | 2     |
        | 13    |

    @api @security
    Scenario: A session that is used all the time ends after 12 hours
      Given Ada has an account
      And a program acts for Ada
      And the program has been at work for Ada for 12 hours
      When a program tries to go on for Ada
      Then the request is refused because it has not signed in

    @api @security
    Scenario: A session that is used all the time goes on for 11 hours
      Given Ada has an account
      And a program acts for Ada
      And the program has been at work for Ada for 11 hours
      When a program asks who it acts for on behalf of Ada
      Then the answer names Ada

    @api @security
    Scenario: A session that is used within 2 hours goes on
      Given Ada has an account
      And a program acts for Ada
      And 90 minutes have passed
      When a program asks who it acts for on behalf of Ada
      Then the answer names Ada

    @ui
    Scenario: A form that is sent too late leads back to its screen
      Given Ada is signed in
      And Ada is looking at her account
      And 2 hours have passed
      When Ada changes her password there
      Then she is told that her session has ended, and is led back to her account by signing in

    @ui
    Scenario Outline: An order that is <asked for> too late is led back to
      Given Ada is signed in, and has bought the last "Blue mug"
      And Ada is looking at her order
      And 2 hours have passed
      When Ada <asks for it>
      Then she is told that her session has ended, and is led back to her order by signing in

      Examples:
        | asked for | asks for it             |
        | looked at | looks at her order      |
        | cancelled | cancels her order there |

    @ui
    Scenario: A search that comes too late is led back to
      Given the shop has 5 "Blue mug" and 4 "Red bowl" in stock
      And Sam is signed in as stock staff
      And 2 hours have passed
      When Sam goes to "Blue mug" in the stock
      Then he is told that his session has ended, and is led back to "Blue mug" by signing in

  Rule: A customer sees where she is signed in, and can sign out there

    @ui @security
    Scenario: Ada ends a session elsewhere
      Given Ada is signed in here and elsewhere
      When Ada ends the session elsewhere
      Then she is told that the session elsewhere has ended
      And she is signed out elsewhere, with 1 open session left

    @api @security
    Scenario: What is listed is open, and the newest comes first
      Given Ada has an account
      And a program has signed in for Ada 121 and 31 minutes ago, and again just now
      When a program lists the sessions of Ada
      Then it is told of 2 sessions, and its own is the first

    @api @security
    Scenario: A customer cannot end the session of another
      Given Ada and Ben have an account each
      And a program acts for Ada
      When a program tries to end the session of Ada on behalf of Ben
      Then the request is refused because there is no such thing
      And 1 open session and her last visit are recorded for Ada

  Rule: What proves who is calling cannot be made up

    @api @security
    Scenario Outline: A program that shows <proof> is refused
      Given Ada has an account
      When a program asks who it acts for and shows <proof>
      Then the request is refused because it has not signed in
      And the refusal says how to sign in

      Examples:
        | proof            |
        | a made-up token  |
        | an altered token |
        | her password     |

    @api @security
    Scenario: A program whose token is no good is not taken for a guest
      When a program asks for a cart and shows a made-up token
      Then the request is refused because it has not signed in
