Feature: Recovering a password

  Passwords are forgotten every day. A link to the customer's own mailbox is the way back in, and
  it must not become a way in for somebody else.

  Rule: The mailed link lets its owner choose a new password, once

    Background:
      Given Ada has an account

    @smoke @ui @mail @security
    Scenario: Ada replaces a forgotten password through the mailed link
      Given Ada has asked for a link to a new password
      When Ada follows the link and chooses a new password
      Then she is signed in and told that her password has been changed
      And only the fingerprint of the new password and 1 used link are recorded for Ada
      And 1 link to a new password and 1 notice of a new password are in Ada's mailbox

    @api @security
    Scenario: A new password ends every session
      Given a program acts for Ada
      When Ada replaces her password through a mailed link
      Then the token that a program holds for Ada is worth nothing any more

    @api @security
    Scenario: A link that has been used changes nothing any more
      Given Ada has replaced her password through a mailed link
      When a program uses Ada's link once more
      Then the request is refused because the link is no longer valid
      And only her new password opens her account

    @ui @mail
    Scenario: A link is good for 9 minutes
      Given Ada has asked for a link to a new password
      And 9 minutes have passed
      When Ada follows the link and chooses a new password
      Then she is signed in and told that her password has been changed
      And only her new password opens her account

    @api @security
    Scenario: A link is refused after 10 minutes
      Given Ada has asked for a link to a new password
      And 10 minutes have passed
      When a program uses Ada's newest link
      Then the request is refused because the link is no longer valid
      And only her old password opens her account

    @api @security
    Scenario: A newer link retires the older one
      Given Ada has asked for a link to a new password
      And Ada has asked for another link to a new password
      When a program uses Ada's first link
      Then the request is refused because the link is no longer valid
      And only her old password opens her account

    @api @security
    Scenario: A password that is chosen in the account retires the link
      Given Ada has asked for a link to a new password
      And a program has changed Ada's password to "Quiet harbour 7"
      When a program uses Ada's newest link
      Then the request is refused because the link is no longer valid
      And only "Quiet harbour 7" opens her account

    @api @security
    Scenario: A link of somebody who has been shut out opens nothing
      Given Ada has asked for a link to a new password
      And the shop has disabled Ada's account
      When a program uses Ada's newest link
      Then the request is refused because the link cannot be used for this

    @api @security @mail
    Scenario: Somebody who has been shut out is sent none
      Given the shop has disabled Ada's account
      When a program asks 2 times for a link to a new password for Ada
      Then all 2 requests get the same answer
      And no link to a new password is in Ada's mailbox

    @ui @security
    Scenario: A common password is refused beside its field, and the link stays good
      Given Ada has asked for a link to a new password
      When Ada follows the link and chooses "iloveyou1"
      Then she is told beside the new password "New password is one of those that are guessed first; choose another one."
      And only her old password opens her account

  Rule: No other link chooses a password

    @api @security
    Scenario: The link in the welcome chooses no password
      Given a program has registered Ada
      When a program uses the link in Ada's welcome to choose a new password
      Then the request is refused because the link cannot be used for this
      And only her old password opens her account

    @ui @security
    Scenario: A link that nobody was sent says so
      Given Ada has an account
      When Ada follows a made-up link and chooses a new password
      Then she is told of the new password "This link is not complete."
      And only her old password opens her account

    @ui @security
    Scenario: A link that came too late says so
      Given Ada has an account
      And Ada has asked for a link to a new password
      And 10 minutes have passed
      When Ada follows the link and chooses a new password
      Then she is told of the new password "This link has expired."

  Rule: Nobody's mailbox is filled with links

    @api @security @mail
    Scenario: No more than 3 links are sent to an address in an hour
      Given Ada has an account
      When a program asks 5 times for a link to a new password for Ada
      Then all 5 requests get the same answer
      And 3 mails with a link to a new password are in Ada's mailbox

    @api @mail
    Scenario: Links are sent again when the hour is over
      Given Ada has an account
      And a program has asked 5 times for a link to a new password for Ada
      And 60 minutes have passed
      When a program asks 5 times for a link to a new password for Ada
      Then 6 mails with a link to a new password are in Ada's mailbox

  Rule: Asking for a link does not reveal who is a customer

    @ui @mail @security
    Scenario: An unknown address gets the same answer and no mail
      When Ada asks for a link to a new password without having an account
      Then she is told that a link is on its way if the shop knows the address
      And no link to a new password is in Ada's mailbox
