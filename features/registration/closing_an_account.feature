Feature: Closing an account

  Who leaves takes name and addresses along. The shop keeps what it has sold, which the law asks for,
  without saying to whom.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: What is personal goes, and orders stay without a name

    @ui @security @mail
    Scenario: Ada closes her account
      When Ada closes her account
      Then she is told that her account is closed
      And neither her password nor her open session opens the account any more
      And 1 notice of the closed account is in Ada's mailbox

    @api @security
    Scenario: What was known of Ada is gone, and what she bought is not
      Given Ada has saved the address "12 Mill Lane" and asked for news
      And Ada has bought 2 "Blue mug"
      When a program closes the account of Ada
      Then nothing about Ada is recorded with her account
      And the order is recorded without a name, paid as before

    @api @security
    Scenario: No link and no new address of hers is kept
      Given Ada has asked for a link to a new password
      And Ada has asked for her new address
      When a program closes the account of Ada
      Then nothing about Ada is recorded with her account

    @api @security
    Scenario: A parcel that is on its way leads nobody to her
      Given Grace is a member of the staff
      And Ada's 2 "Blue mug" have left as parcel "KL2026"
      When a program closes the account of Ada
      Then the order is recorded without a name, dispatched as before

    @api @security
    Scenario: Whoever has left does not wait for a product any more
      Given the shop has 0 "Red bowl" in stock
      And Ada's address is confirmed
      And Ada and Ben have asked in this order to be told when "Red bowl" is back
      When a program closes the account of Ada
      Then only Ben is recorded as waiting for "Red bowl"

    @ui @security
    Scenario: A wrong password closes nothing
      When Ada closes her account and mistypes her password
      Then she is told beside the current password "Current password is not your password."
      And only her old password opens her account
      And no notice of the closed account is in Ada's mailbox

  Rule: The address can open an account again

    @api @mail
    Scenario: Ada comes back
      Given Ada has closed her account
      When a program registers Ada
      Then 1 account is recorded for Ada, with 1 link to confirm the address
      And 1 welcome with 1 link to confirm the address is in Ada's mailbox
      And no reminder of an account is in Ada's mailbox
