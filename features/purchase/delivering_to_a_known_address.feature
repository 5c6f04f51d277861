Feature: Delivering to a known address

  The checkout fills in the default of the customer's address book. What she writes over it counts
  for that order alone, and an order keeps the address it was placed with.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in, with 2 "Blue mug" in her cart
    And Ada keeps "12 Mill Lane" and "3 Station Road"

  Rule: The default address is filled in

    @ui
    Scenario: Ada does not write an address
      When Ada pays at the checkout without touching the address
      Then her order goes to "12 Mill Lane"

    @ui
    Scenario: Ada writes another street
      When Ada pays at the checkout with the street "9 Harbour View"
      Then her order goes to "9 Harbour View"
      And her addresses are "12 Mill Lane, 3 Station Road", and "12 Mill Lane" is the default
      And the addresses recorded for Ada are the same

    @ui
    Scenario: Ada corrects the street of an order that waits for payment
      Given Ada has ordered her cart without paying
      When Ada pays at the checkout with the street "9 Harbour View"
      Then her order goes to "9 Harbour View"
      And 1 order is recorded for Ada

  Rule: An order keeps the address it was placed with

    @ui
    Scenario: The address is changed later
      Given Ada has paid for her cart, delivered to "12 Mill Lane"
      When a program changes "12 Mill Lane" to "1 New Close" for Ada
      Then her order goes to "12 Mill Lane"

    @ui
    Scenario: The address is removed later
      Given Ada has paid for her cart, delivered to "12 Mill Lane"
      When a program removes "12 Mill Lane" for Ada
      Then her order goes to "12 Mill Lane"
