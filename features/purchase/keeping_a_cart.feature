Feature: Keeping a cart

  People collect over days and on several devices. A guest's cart waits for a fortnight in the browser
  it was filled in; a customer's own waits in the shop, for her alone.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: A guest's cart outlives the browser, for 14 days after its last change

    @ui
    Scenario: Ada closes her browser
      Given Ada has filled her cart with 2 "Blue mug" as a guest
      When Ada closes her browser and comes back
      Then her cart holds 2 "Blue mug" for £25.00

    @ui
    Scenario: Ada comes back after 13 days
      Given Ada has filled her cart with 2 "Blue mug" as a guest
      When 13 days pass
      Then her cart holds 2 "Blue mug" for £25.00
      And the guest's cart with 2 "Blue mug" is recorded as open

    @ui
    Scenario: Ada comes back after 14 days
      Given Ada has filled her cart with 2 "Blue mug" as a guest
      When 14 days pass
      Then the guest's cart with 2 "Blue mug" is recorded as abandoned
      And her cart is empty

    @ui
    Scenario: A change begins the fortnight anew
      Given Ada has filled her cart with 2 "Blue mug" as a guest
      And 13 days have passed
      And Ada has changed "Blue mug" to 3 in her cart
      When 13 days pass
      Then her cart holds 3 "Blue mug" for £37.50
      And the guest's cart with 3 "Blue mug" is recorded as open

    @ui
    Scenario: Her browser keeps the cart for as long as the shop
      Given Ada has got as far as the checkout with 2 "Blue mug" before she signs in
      When Ada changes "Blue mug" to 3 in her cart
      Then her browser keeps the cart for 14 days

    @api
    Scenario: A customer's own cart is kept longer
      Given Ada has 2 "Blue mug" in her cart
      And a guest has 3 "Blue mug" in a cart
      When 14 days pass
      Then the guest's cart with 3 "Blue mug" is recorded as abandoned
      And 1 open cart is recorded for Ada, with 2 "Blue mug"

  Rule: A customer's cart is hers on every device, and nobody else's

    @ui
    Scenario: Ada goes on in a second browser
      Given Ada is signed in, with 1 "Blue mug" in her cart
      When Ada adds 2 "Blue mug" to her cart
      Then a second browser shows her 3 "Blue mug" for £37.50
      And a program that asks on behalf of Ada is told of a cart with 3 "Blue mug" that comes to £41.45 with delivery

    @ui
    Scenario: What comes in from elsewhere stays when Ada changes what she sees
      Given the shop has 4 "Red bowl" in stock
      And Ada is signed in, with 1 "Blue mug" in her cart
      And Ada is looking at her cart while 2 "Red bowl" come in from elsewhere
      When Ada changes the "Blue mug" that she still sees to 3
      Then 1 open cart is recorded for Ada, with 3 "Blue mug" and 2 "Red bowl"

    @ui @security
    Scenario: Ada signs out
      Given Ada is signed in, with 2 "Blue mug" in her cart
      When Ada signs out
      Then her cart is empty
      And the top of the shop shows 0 things in her cart
      And 1 open cart is recorded for Ada, with 2 "Blue mug"
