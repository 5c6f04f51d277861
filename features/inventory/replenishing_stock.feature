Feature: Replenishing stock

  When a delivery arrives, the stock staff add it to what is there, and what was sold out can be
  bought again. Nobody else may change the count.

  Rule: What is delivered is added to what is there

    Background:
      Given the shop has 10 "Blue mug" in stock
      And Sam is signed in as stock staff

    @smoke @ui
    Scenario: Ten and five make fifteen
      When Sam replenishes "Blue mug" with 5
      Then he is told that 10 + 5 = 15 "Blue mug" are in stock
      And a program is told that 15 "Blue mug" are in stock, as is recorded
      And the ledger shows 1 replenishment of 5 "Blue mug" by Sam
      And the other services are notified once that "Blue mug" is replenished

    @ui
    Scenario: A form that is sent twice adds once
      When Sam fills in a delivery of 5 "Blue mug", and it is sent twice
      Then the ledger shows 1 replenishment of 5 "Blue mug" by Sam
      And 15 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: The list is in the order of names
      Given the shop has 6 kinds of tins, the last of them first
      When Sam looks at all stock
      Then his list has the tins by name

    @api
    Scenario: The ledger says what a delivery was for
      When a program on behalf of Sam replenishes "Blue mug" with 7, since "delivery 4711"
      Then the ledger shows 1 replenishment of 7 "Blue mug", since "delivery 4711"

  Rule: A long list can be searched

    Background:
      Given the shop has 3 "Blue mug" in stock and counts 5 as low
      And the shop has 4 "Red bowl" in stock and counts 5 as low
      And Sam is signed in as stock staff

    @ui
    Scenario: By the name, in any letter case
      When Sam searches the stock for the name of "Blue mug", in capitals
      Then his list has "Blue mug" alone
      And his list of low stock has "Blue mug" alone

    @ui
    Scenario: By the stock number
      When Sam searches the stock for the stock number of "Red bowl"
      Then his list has "Red bowl" alone

    @ui
    Scenario: Nothing is called that
      When Sam searches the stock for "unicorn"
      Then he is told that nothing in stock is called that

    @ui
    Scenario: What was found stays in view when it is replenished
      When Sam finds "Blue mug" by a search and replenishes it with 5
      Then he is told that 3 + 5 = 8 "Blue mug" are in stock
      And his list has "Blue mug" alone

  Rule: What is delivered is for sale

    @smoke @ui
    Scenario: What was sold out can be bought again
      Given the shop has 0 "Blue mug" in stock
      And Sam is signed in as stock staff
      When Sam replenishes "Blue mug" with 5
      Then "Blue mug" is offered with 5 left
      And Sam's list shows 5 "Blue mug", 0 reserved and 5 for sale

  Rule: Only the stock staff may change the count

    Background:
      Given the shop has 10 "Blue mug" in stock

    @api @security
    Scenario: A customer is refused
      Given Ada has an account
      When a program replenishes "Blue mug" with 5 on behalf of Ada
      Then the request is refused because it is not allowed to
      And 10 "Blue mug" are in stock, 0 of them reserved
      And a refused access is recorded in the audit log

    @api @security
    Scenario: A stranger is refused
      When a stranger's program replenishes "Blue mug" with 5
      Then the request is refused because it has not signed in
      And 10 "Blue mug" are in stock, 0 of them reserved

  Rule: The shop counts up to a million

    @api
    Scenario: One more is refused
      Given the shop has 1000000 "Steel nail" in stock
      And Sam is a member of the stock staff
      When a program replenishes "Steel nail" with 1 on behalf of Sam
      Then the request is refused because the shop can keep no more of it
      And 1000000 "Steel nail" are in stock, 0 of them reserved

    @ui
    Scenario: Sam is told beside the quantity
      Given the shop has 1000000 "Steel nail" in stock
      And Sam is signed in as stock staff
      When Sam replenishes "Steel nail" with 1
      Then he is told beside the quantity that the shop can have 1,000,000 of it at most
