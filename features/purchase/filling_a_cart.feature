Feature: Filling a cart

  A cart shows what a customer is about to buy and what it will cost, before any money moves. It
  reserves nothing yet, but it never offers more than the shop can deliver.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: What is put into the cart stays there, with its price, wherever the customer looks

    @smoke @ui
    Scenario: A product is put into the cart from its page
      When Ada adds 1 "Blue mug" to her cart
      Then her cart holds 1 "Blue mug" for £12.50, and comes to £16.45 with delivery
      And a program that asks on behalf of Ada is told of a cart with 1 "Blue mug" that comes to £16.45 with delivery
      And 1 open cart is recorded for Ada, with 1 "Blue mug"
      And 5 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: The top of the shop counts what is in the cart
      Given Ada has 1 "Blue mug" in her cart
      When Ada adds 2 "Blue mug" to her cart
      Then the top of the shop shows 3 things in her cart

    @api
    Scenario: The same product again raises the quantity of one line
      Given Ada has 1 "Blue mug" in her cart
      When a program adds 1 "Blue mug" to the cart of Ada
      Then 1 open cart is recorded for Ada, with 2 "Blue mug"

    @ui
    Scenario: The products in a cart are listed by name
      Given Ada has 6 kinds of tins in her cart
      When Ada looks at what is in her cart
      Then the tins are listed by name

  Rule: A cart never holds more of a product than the shop has in stock

    @smoke @ui
    Scenario: Asking for more than is left is refused with what can be had
      Given Ada has 2 "Blue mug" in her cart
      When Ada adds 4 "Blue mug" to her cart
      Then she is told that only 5 are left
      And her cart holds 2 "Blue mug" for £25.00
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

    @api
    Scenario: A program that asks for more than is left hears what can be had
      Given Ada has 2 "Blue mug" in her cart
      When a program tries to add 4 "Blue mug" to the cart of Ada
      Then the request is refused because only 5 are in stock
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

    @ui
    Scenario: Changing the quantity to more than is left is refused
      Given Ada has 2 "Blue mug" in her cart
      When Ada changes "Blue mug" to 6 in her cart
      Then she is told in her cart that only 5 "Blue mug" are left
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

    @ui
    Scenario: The last one in stock can be added
      Given Ada has 2 "Blue mug" in her cart
      When Ada adds 3 "Blue mug" to her cart
      Then her cart holds 5 "Blue mug" for £62.50

  Rule: A quantity is a whole number that makes sense

    @ui
    Scenario: A changed quantity replaces the earlier one
      Given Ada has 2 "Blue mug" in her cart
      When Ada changes "Blue mug" to 3 in her cart
      Then her cart holds 3 "Blue mug" for £37.50

    @ui
    Scenario: Zero takes the product out of the cart
      Given Ada has 2 "Blue mug" in her cart
      When Ada changes "Blue mug" to 0 in her cart
      Then her cart is empty
      And a program that asks on behalf of Ada is told of an empty cart that costs nothing

    @api @security
    Scenario Outline: A quantity of <quantity> is refused
      Given Ada has 2 "Blue mug" in her cart
      When a program tries to change "Blue mug" to <quantity> in the cart of Ada
      Then the request is refused because the details are not valid
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

      Examples:
        | quantity |
        | -1       |
        | 1.5      |
        | two      |
        | 1000     |

    @api
    Scenario: More than 999 of a product do not fit into a cart
      Given the shop has 2000 "Steel nail" in stock
      And Ada has 900 "Steel nail" in her cart
      When a program tries to add 100 "Steel nail" to the cart of Ada
      Then the request is refused because its "quantity" is not valid
      And 1 open cart is recorded for Ada, with 900 "Steel nail"

    @ui
    Scenario: Whoever adds too many on the page of a product is told how many fit
      Given the shop has 2000 "Steel nail" in stock
      And Ada has 900 "Steel nail" in her cart
      When Ada adds 100 "Steel nail" to her cart
      Then she is told beside the quantity "A cart holds 999 of a product at most."

  Rule: A cart holds what the shop sells

    @api
    Scenario: A product that nobody sells
      When a program tries to add a product that nobody sells to the cart of Ada
      Then the request is refused because there is no such thing
      And no open cart with products is recorded for Ada

  Rule: A product can be taken out again

    @ui
    Scenario: One of two products is removed
      Given the shop has 4 "Red bowl" in stock
      And Ada has 2 "Blue mug" and 1 "Red bowl" in her cart
      When Ada removes "Red bowl" from her cart
      Then her cart holds 2 "Blue mug" for £25.00
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

    @ui
    Scenario: A product that is gone already is removed once more
      Given Ada has 2 "Blue mug" in her cart
      And Ada is looking at her cart while the "Blue mug" is removed elsewhere
      When Ada removes the "Blue mug" that she still sees
      Then she is led to her cart, which is empty

    @api
    Scenario: A product that is not in the cart is not missed
      Given the shop has 4 "Red bowl" in stock
      And Ada has 2 "Blue mug" in her cart
      When a program changes "Red bowl" to 0 in the cart of Ada
      Then 1 open cart is recorded for Ada, with 2 "Blue mug"

    @ui
    Scenario: The last product is removed
      Given Ada has 2 "Blue mug" in her cart
      When Ada removes "Blue mug" from her cart
      Then her cart is empty
      And no open cart with products is recorded for Ada
