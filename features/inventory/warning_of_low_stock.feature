Feature: Warning of low stock

  Ordering from a supplier takes days. The stock team hears of it in time, once for each product,
  and not for every further sale.

  Background:
    Given the shop has 8 "Blue mug" in stock and counts 5 as low
    And Sam is signed in as stock staff

  Rule: Reaching the limit raises one alert; staying above it raises none

    @smoke @ui @mail
    Scenario Outline: Selling <sold> of 8 leaves <left>, which is low
      When a program buys <sold> "Blue mug" for Ada
      Then Sam finds "Blue mug" among the low stock, with <left> left and 5 as the limit
      And a program that asks on behalf of Sam finds "Blue mug" among those with 5 or fewer
      And 1 open alert is recorded about "Blue mug", and told to the other services once
      And 1 warning of low stock about "Blue mug" is in the stock team's mailbox

      Examples: At the limit and below it
        | sold | left |
        | 3    | 5    |
        | 4    | 4    |

    @smoke @ui @mail
    Scenario: Selling 2 of 8 leaves 6, which is enough
      When a program buys 2 "Blue mug" for Ada
      Then Sam does not find "Blue mug" among the low stock
      And a program that asks on behalf of Sam does not find "Blue mug" among those with 5 or fewer
      And no open alert is recorded about "Blue mug"
      And no warning of low stock about "Blue mug" is in the stock team's mailbox

    @api @mail
    Scenario: A count that finds few warns, too
      When a program on behalf of Sam counts 4 "Blue mug"
      Then 1 open alert is recorded about "Blue mug"
      And 1 warning of low stock about "Blue mug" is in the stock team's mailbox

    @api @mail
    Scenario: The warning says how many are left, and how many are few
      When a program buys 4 "Blue mug" for Ada
      Then the stock team reads that 4 "Blue mug" are left and that 5 count as low

    @api @mail
    Scenario: A further sale below the limit warns nobody again
      Given Ada has bought 3 "Blue mug"
      When a program buys 1 "Blue mug" for Ada
      Then 1 open alert is recorded about "Blue mug"
      And 1 warning of low stock about "Blue mug" is in the stock team's mailbox
      And a program that asks on behalf of Sam does not find "Blue mug" among those with 3 or fewer

  Rule: Replenishing ends an alert, and what runs low again raises a new one

    @ui @mail
    Scenario: A product that is replenished is not low any more
      Given Ada has paid for 4 "Blue mug"
      When Sam replenishes "Blue mug" with 2
      Then Sam does not find "Blue mug" among the low stock
      And no open alert is recorded about "Blue mug"
      And 1 warning of low stock about "Blue mug" is in the stock team's mailbox

    @api
    Scenario: What a cancelled order gives back ends an alert, too
      Given Ada has paid for 4 "Blue mug"
      When a program cancels the order on behalf of Ada
      Then no open alert is recorded about "Blue mug"

    @api @mail
    Scenario: A product that is still low keeps its alert
      Given Ada has paid for 5 "Blue mug"
      When a program on behalf of Sam replenishes "Blue mug" with 2
      Then 1 open alert is recorded about "Blue mug"
      And 1 warning of low stock about "Blue mug" is in the stock team's mailbox

    @api @mail
    Scenario: A product that runs low a second time is warned of a second time
      Given Ada has paid for 4 "Blue mug"
      And 3 "Blue mug" have arrived since
      When a program buys 2 "Blue mug" for Ben
      Then 1 open alert is recorded about "Blue mug"
      And 2 warnings of low stock about "Blue mug" are in the stock team's mailbox
