Feature: Looking back at orders

  A customer finds what she has ordered in her account, newest first, and nobody else's orders. What
  she ordered as a guest joins them when she has proved that the address is hers.

  Rule: The history shows own orders only, newest first, ten at a time

    Background:
      Given the shop has 40 "Blue mug" at £12.50 in stock
      And Ben has bought 2 "Blue mug"
      And Ada is signed in

    @ui @slow
    Scenario: Eleven orders take two pages
      Given Ada has bought "Blue mug" 11 times
      When Ada looks through her orders
      Then she sees the 11 orders recorded for her, newest first, 10 and then 1
      And a program that reads Ada's orders by fours gets the same
      And a program that reads Ada's payments finds them in the same order

    @ui
    Scenario: Somebody who has not ordered anything sees none
      When Ada looks through her orders
      Then she sees no orders

  Rule: A guest's order shows once the address is confirmed

    Background:
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ben has bought 1 "Blue mug" as a guest
      And Ada has bought 2 "Blue mug" as a guest
      And a program has registered Ada
      And Ada has got her welcome and is signed in

    @ui @security @mail
    Scenario: Not before
      When Ada looks through her orders
      Then she sees no orders
      And the order is recorded for nobody

    @ui @security @mail
    Scenario: But then
      Given Ada has confirmed her address
      When Ada looks through her orders
      Then she sees the 1 order recorded for her
      And the other services are notified once that Ada has registered and confirmed the address
