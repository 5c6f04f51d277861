Feature: Confirming an address

  A mistyped address must not get a stranger the mails of a customer. A link to the mailbox proves
  whose it is; until then the account works, and nothing more is believed.

  Background:
    Given a program has registered Ada

  Rule: The mailed link confirms the address, once

    @ui @mail
    Scenario: Ada follows the link in her welcome
      When Ada follows the link in her welcome
      Then she is told that her e-mail address is confirmed
      And her address is recorded as confirmed, with 1 used link
      And the other services are notified once that Ada has registered and confirmed the address

    @ui @security
    Scenario: A link that has been used says so
      Given Ada has confirmed her address
      When Ada follows the link in her welcome
      Then she is told of the link "This link has already been used."
      And the moment at which she confirmed her address stays as it was

    @ui @mail
    Scenario: A link is good for 71 hours
      Given 71 hours have passed
      When Ada follows the link in her welcome
      Then she is told that her e-mail address is confirmed
      And her address is recorded as confirmed, with 1 used link

    @ui @security
    Scenario: A link is refused after 3 days
      Given 73 hours have passed
      When Ada follows the link in her welcome
      Then she is told of the link "This link has expired. Ask for a new one."
      And she is offered a way to a new link
      And her address is not confirmed

    @api @security
    Scenario: An altered link confirms nothing
      When a program confirms the address of Ada with an altered link
      Then the request is refused because the link cannot be used for this
      And the refusal explains itself
      And her address is not confirmed

    @ui
    Scenario: Whoever has confirmed the address is not asked again
      Given Ada has got her welcome and is signed in
      And Ada has confirmed her address
      When Ada comes back to her account
      Then she is not asked to confirm her address

  Rule: A new link retires the old ones

    @ui @mail
    Scenario: Ada asks for a new link
      Given Ada has got her welcome and is signed in
      When Ada asks for a new link to confirm her address
      Then she is told that a new link is on its way to her
      And 1 new link to confirm the address is in Ada's mailbox
      And only the new link confirms her address

    @api @mail
    Scenario: Whoever has confirmed the address is sent no other link
      Given Ada has confirmed her address
      When a program asks 2 times for a new link to confirm the address of Ada
      Then no new link to confirm the address is in Ada's mailbox

    @api @security @mail
    Scenario: No more than 3 new links are sent in an hour
      Given Ada has got her welcome and is signed in
      When a program asks 5 times for a new link to confirm the address of Ada
      Then 3 mails with a new link to confirm the address are in Ada's mailbox
