Feature: Buying over a poor connection

  Telephones lose the network in tunnels, and some browsers run no programs at all. The shop sells
  there, too, and whoever comes back is told what is true.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: Whoever has lost the network finds out what became of the order

    Background:
      Given Ada has 2 "Blue mug" in her cart
      And Ada has filled in everything at the checkout

    @ui @resilience
    Scenario: The network is lost before Ada hears that she has bought
      When Ada pays and loses the network before she has an answer
      Then her account shows her the order as paid, with a total of £28.95
      And Ada has 1 order, for which £28.95 was charged once

    @ui @resilience
    Scenario: The network is lost before the shop hears that Ada pays
      When Ada pays and loses the network before the shop hears of it
      Then her cart holds 2 "Blue mug" for £25.00
      And no order is recorded for Ada's address

  Rule: The shop needs no programs in the browser

    @ui
    Scenario: Ada's browser runs no programs
      Given Ada's browser runs no programs
      When Ada buys 2 "Blue mug" by card
      Then she is thanked for an order of £28.95
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: What was looked at a while ago is not what is charged

    @api
    Scenario: A price changes right after somebody has looked
      Given a program has just looked at "Blue mug"
      And "Blue mug" meanwhile costs £13.10
      When a program buys 2 "Blue mug" for Ada
      Then the payment provider has charged £30.15 once for the order
      And the order is recorded as paid, with 2 "Blue mug" at £13.10, and the cart as closed
