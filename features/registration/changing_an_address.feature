Feature: Changing an e-mail address

  The address is how a customer signs in and how the shop reaches her. It changes only for somebody
  who knows the password and reads the mail of the new one, and the old one hears of it.

  Rule: The new address counts once its link is followed

    @ui @security @mail
    Scenario: Ada asks for her new address
      Given Ada is signed in
      When Ada asks in her account for her new address
      Then she is told that a message is on its way to the new address
      And only her old address opens her account
      And 1 link to confirm it is mailed to the new address, and 1 notice of the change to the old

    @ui @security @mail
    Scenario: Ada follows the link
      Given Ada has asked for her new address
      When Ada follows the link to confirm her new address
      Then she is told that her account has its new address
      And only her new address opens her account
      And no address is recorded as pending for Ada

    @ui @mail
    Scenario: What Ada has ordered as a guest with it joins her account
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ada has asked for her new address
      And Ada has bought 2 "Blue mug" as a guest with her new address
      When Ada follows the link to confirm her new address
      Then the order is recorded for the account of Ada

    @api @mail
    Scenario: What Ada has bought before is written about at her new address
      Given Ada has bought the last "Blue mug"
      And Ada has changed to her new address
      When a program cancels the order on behalf of Ada
      Then 1 notice of cancellation is mailed to the new address, and none to the old

    @ui @mail
    Scenario: An address that was changed is confirmed thereby
      Given Ada is signed in
      And Ada has changed to her new address
      When Ada comes back to her account
      Then she is not asked to confirm her address

    @api @security
    Scenario: The link works only once
      Given Ada has changed to her new address
      When a program confirms Ada's new address
      Then the request is refused because the link is no longer valid

    @ui @mail
    Scenario: Ada follows the link within the day
      Given Ada has asked for her new address
      And 23 hours have passed
      When Ada follows the link to confirm her new address
      Then she is told that her account has its new address
      And only her new address opens her account

    @api @security
    Scenario: A link is refused after a day
      Given Ada has asked for her new address
      And 24 hours have passed
      When a program confirms Ada's new address
      Then the request is refused because the link is no longer valid
      And the old address is recorded for Ada

    @ui @security
    Scenario: A link that came too late says so
      Given Ada has asked for her new address
      And 24 hours have passed
      When Ada follows the link to confirm her new address
      Then she is told of the link to her new address "This link has expired."
      And only her old address opens her account

    @api @security @mail
    Scenario: A password replaced by mail cancels the change of address
      Given Ada has asked for her new address
      And Ada has replaced her password through a mailed link
      When a program confirms Ada's new address
      Then the request is refused because the link is no longer valid
      And the old address is recorded for Ada

    @api @security @mail
    Scenario: A password chosen in the account cancels the change of address
      Given Ada has asked for her new address
      And Ada has chosen a new password in her account
      When a program confirms Ada's new address
      Then the request is refused because the link is no longer valid
      And the old address is recorded for Ada

    @api @security @mail
    Scenario: A link to a new password that went to the old mailbox is worth nothing any more
      Given Ada has asked for her new address
      And Ada has asked for a link to a new password
      And Ada has confirmed her new address
      When a program uses Ada's newest link
      Then the request is refused because the link is no longer valid

    @api @security @mail
    Scenario: No more than 3 links to new addresses are sent in an hour
      Given Ada has an account
      When a program asks 5 times for Ada to have her new address
      Then 3 links to confirm it are mailed to the new address, and 3 notices of the change to the old

  Rule: A change needs the password

    @ui @security @mail
    Scenario: Ada mistypes her password
      Given Ada is signed in
      When Ada asks in her account for her new address and mistypes her password
      Then she is told beside the current password "Current password is not your password."
      And no address is recorded as pending for Ada
      And no notice of a change of address is in Ada's mailbox

  Rule: An address in use elsewhere cannot be taken over, nor found out

    @api @security @mail
    Scenario: An address that is taken gets the same answer as a free one
      Given Ada and Ben have an account each
      When a program asks for Ada to have the address of Ben, and then her new address
      Then the shop answers both addresses alike, and keeps the old ones of Ada and Ben
      And 1 reminder of an account is all that is in Ben's mailbox
      And 2 mails with a notice of a change of address are in Ada's mailbox

    @api @mail
    Scenario: Ada asks for the address that she has
      Given Ada has an account
      When a program asks for Ada to have her own address
      Then no reminder of an account is in Ada's mailbox
      And no notice of a change of address is in Ada's mailbox
      And no address is recorded as pending for Ada

    @api @security
    Scenario: Somebody else opens an account with it meanwhile
      Given Ada has asked for her new address
      And an account has been opened with Ada's new address
      When a program confirms Ada's new address
      Then the request is refused because the link is no longer valid
      And the old address is recorded for Ada
