Feature: Waiting for stock

  Whoever wants what is sold out leaves an address and is told when it is back: once, and no more
  people than there are pieces, so that nobody comes for nothing.

  Background:
    Given the shop has 0 "Blue mug" in stock
    And Sam is signed in as stock staff

  Rule: Who has asked is told once when it is back

    @ui @mail
    Scenario: Ada asks to be told
      Given Ada has asked in the shop to be told when "Blue mug" is back
      When a program on behalf of Sam replenishes "Blue mug" with 3
      Then 1 back-in-stock notice is in Ada's mailbox
      And the notice leads Ada to "Blue mug", with 3 left
      And the other services are notified once that "Blue mug" is back

    @api @mail
    Scenario: The next delivery is not told again
      Given Ada has asked twice to be told when "Blue mug" is back
      And 2 "Blue mug" have arrived since
      When a program on behalf of Sam replenishes "Blue mug" with 3
      Then 1 back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: Cancelling an unpaid order tells whoever is waiting
      Given Ben has ordered the last "Red bowl" without paying
      And Ada has asked to be told when "Red bowl" is back
      When a program cancels the order on behalf of Ben
      Then 1 back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: Cancelling a paid order tells whoever is waiting
      Given Ben has bought the last "Red bowl"
      And Ada has asked to be told when "Red bowl" is back
      When a program cancels the order on behalf of Ben
      Then 1 back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: A product that may be ordered before it arrives is announced
      Given Ada has asked to be told when "Blue mug" is back
      When a program on behalf of Sam lets 3 "Blue mug" be ordered before they arrive
      Then 1 back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: A count that finds some is announced
      Given Ada has asked to be told when "Blue mug" is back
      When a program on behalf of Sam counts 3 "Blue mug"
      Then 1 back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: A return is announced
      Given Ben has bought the last "Red bowl", which Sam has dispatched
      And Ada has asked to be told when "Red bowl" is back
      When a program takes back 1 "Red bowl" of the order on behalf of Sam
      Then 1 back-in-stock notice is in Ada's mailbox

  Rule: Nobody is told of what is not for sale any more

    @api @mail
    Scenario Outline: Ada has asked, and it is withdrawn before <more>
      Given Ada has asked to be told when "Blue mug" is back
      And "Blue mug" has meanwhile been withdrawn
      When a program on behalf of Sam <does it>
      Then no back-in-stock notice is in Ada's mailbox

      Examples:
        | more                            | does it                                           |
        | some arrive                     | replenishes "Blue mug" with 3                     |
        | some are found                  | counts 3 "Blue mug"                               |
        | it may be ordered ahead of time | lets 3 "Blue mug" be ordered before they arrive   |

    @api @mail
    Scenario: Cancelling an order of a withdrawn product tells nobody
      Given Ben has ordered the last "Red bowl" without paying
      And Ada has asked to be told when "Red bowl" is back
      And "Red bowl" has meanwhile been withdrawn
      When a program cancels the order on behalf of Ben
      Then no back-in-stock notice is in Ada's mailbox

    @api @mail
    Scenario: A return of a withdrawn product tells nobody
      Given Ben has bought the last "Red bowl", which Sam has dispatched
      And Ada has asked to be told when "Red bowl" is back
      And "Red bowl" has meanwhile been withdrawn
      When a program takes back 1 "Red bowl" of the order on behalf of Sam
      Then no back-in-stock notice is in Ada's mailbox

    @api
    Scenario: What was withdrawn is not waited for
      Given "Blue mug" has meanwhile been withdrawn
      When a program asks to tell Ada when "Blue mug" is back
      Then the request is refused because there is no such thing
      And nobody is recorded as waiting for "Blue mug"

  Rule: First come, first told

    @api @mail
    Scenario: Two arrive, and three are waiting
      Given Ada, Ben and Cleo have asked in this order to be told when "Blue mug" is back
      When a program on behalf of Sam replenishes "Blue mug" with 2
      Then 1 back-in-stock notice is in Ada's mailbox
      And 1 back-in-stock notice is in Ben's mailbox
      And no back-in-stock notice is in Cleo's mailbox

    @api @mail
    Scenario: The third is told when another one arrives
      Given Ada, Ben, Cleo and Dan have asked in this order to be told when "Blue mug" is back
      And 2 "Blue mug" have arrived since
      When a program on behalf of Sam replenishes "Blue mug" with 1
      Then 1 back-in-stock notice is in Cleo's mailbox
      And no back-in-stock notice is in Dan's mailbox

  Rule: Nobody waits for what is there

    @api
    Scenario: What is in stock can be bought at once
      Given the shop has 4 "Red bowl" in stock
      When a program asks to tell Ada when "Red bowl" is back
      Then the request is refused because it is in stock
      And nobody is recorded as waiting for "Red bowl"

    @ui
    Scenario: What has come back is for sale, and nobody has to wait
      Given Ada is looking at "Blue mug" while 3 of it arrive
      When Ada asks to be told when it is back
      Then she is told that "Blue mug" is in stock again

  Rule: Whoever waits says where the news goes

    @ui
    Scenario: The address of somebody who is signed in is filled in
      Given Ada is signed in
      When Ada looks at "Blue mug"
      Then her address is filled in for the news

    @api @mail
    Scenario: The news goes to the new address of somebody who has changed it
      Given Ada's address is confirmed
      And Ada has asked to be told when "Blue mug" is back
      And Ada has changed to her new address
      When a program on behalf of Sam replenishes "Blue mug" with 3
      Then 1 back-in-stock notice is mailed to the new address, and none to the old

    @ui
    Scenario: An address that is none is refused
      Given Ada is looking at "Blue mug"
      When Ada asks to be told at "ada@customers"
      Then she is told beside the e-mail address "Enter an e-mail address such as ada@example.org."
      And nobody is recorded as waiting for "Blue mug"
