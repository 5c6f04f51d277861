Feature: Checking out

  At the checkout a customer says where an order goes and who pays. Whatever stands in the way is
  said there, beside the answer it is about, before any money moves.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: An answer that cannot be right is refused beside its question

    @ui
    Scenario Outline: "<answer>" is refused as the <question>
      Given Ada is signed in, with 2 "Blue mug" in her cart
      And Ada has filled in everything at the checkout
      When Ada pays with "<answer>" as the <question>
      Then she is told "<message>" beside the <question>
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

      Examples: The address
        | question | answer                | message                                       |
        | name     |                       | Enter the name for the parcel.                |
        | postcode |                       | Enter the postcode.                           |

      Examples: The card
        | question      | answer           | message                                                       |
        | card number   | 4242             | Enter the 12 to 19 digits on the front of the card.           |
        | expiry date   | 13/34            | Enter the expiry date as it is on the card                    |
        | security code | 12               | Enter the 3 or 4 digits of the code.                          |

    @api
    Scenario Outline: A program pays with "<answer>" as the <question>
      Given Ada has ordered 2 "Blue mug" without paying
      When a program tries to pay for the order of Ada with "<answer>" as the <question>
      Then the request is refused because details are missing
      And the order is recorded as waiting for payment

      Examples:
        | question      | answer |
        | card number   | 4242   |
        | expiry date   | 13/34  |
        | security code | 12     |

    @api
    Scenario Outline: "<answer>" is accepted as the <question>
      Given Ada has ordered 2 "Blue mug" without paying
      When a program pays for the order of Ada with "<answer>" as the <question>
      Then 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

      Examples: As people type what is printed on a card
        | question      | answer              |
        | card number   | 4242 4242 4242 4242 |
        | card number   | 4242-4242-4242-4242 |
        | expiry date   | 12 / 34             |
        | security code | 1234                |

    @ui
    Scenario: A guest has to say where the confirmation goes
      Given Ada has put 2 "Blue mug" into a cart as a guest
      And Ada has filled in everything at the checkout
      When Ada pays with "ada@customers" as the e-mail address
      Then she is told "Enter an e-mail address such as ada@example.org." beside the e-mail address
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario: A program has to say where the confirmation for a guest goes
      When a program tries to order 2 "Blue mug" for a guest without an address
      Then the request is refused because its "email" is not valid
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: The name of somebody who keeps no address is filled in
      Given Ada is signed in, with 2 "Blue mug" in her cart
      When Ada asks for the checkout
      Then "Ada" is filled in as the name

  Rule: A postcode has the form of its country

    @ui
    Scenario Outline: "<postcode>" is refused as a postcode of <country>
      Given Ada is signed in, with 2 "Blue mug" in her cart
      And Ada has filled in everything at the checkout
      When Ada pays with "<postcode>" as a postcode of <country>
      Then she is told "Postcode must look like <form>." beside the postcode
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

      Examples:
        | country            | postcode | form     |
        | the United Kingdom | 75008    | SW1A 1AA |
        | Ireland            | D02 X28  | D02 X285 |
        | France             | 7500     | 75008    |
        | Germany            | 10117A   | 10117    |
        | the Netherlands    | 0012 JS  | 1012 JS  |

    @api
    Scenario Outline: "<postcode>" is accepted as a postcode of <country>
      Given Ada has 2 "Blue mug" in her cart
      When a program orders the cart of Ada to "<postcode>" in <country>
      Then 1 order is recorded for Ada

      Examples:
        | country            | postcode |
        | the United Kingdom | m1 1ae   |
        | Ireland            | D6W R8X2 |
        | France             | 06000    |
        | Germany            | 01067    |
        | the Netherlands    | 1012JS   |

  Rule: What has changed since the customer looked is told before she pays

    Background:
      Given Ada is signed in, with 2 "Blue mug" in her cart
      And Ada has filled in everything at the checkout

    @ui
    Scenario: A price has gone up
      Given "Blue mug" meanwhile costs £13.10
      When Ada pays
      Then she is told at the checkout: "The total has changed since you saw it."
      And the checkout shows a total of £30.15
      And no order is recorded for Ada's address

    @ui
    Scenario: A customer agrees to the new price
      Given "Blue mug" meanwhile costs £13.10
      When Ada looks at the checkout and pays again
      Then she is thanked for an order of £30.15
      And 2 "Blue mug" at £13.10 are sold once, £30.15 is charged, and 3 are left

    @ui
    Scenario: A price goes up after the cart was ordered
      Given Ada has ordered her cart without paying
      And "Blue mug" meanwhile costs £13.10
      When Ada looks at the checkout and pays again
      Then she is thanked for an order of £30.15
      And 2 "Blue mug" at £13.10 are sold once, £30.15 is charged, and 3 are left

    @ui
    Scenario: More has come into the cart in another window
      Given Ada has put 1 more "Blue mug" into her cart in another window
      When Ada pays
      Then she is told at the checkout: "The total has changed since you saw it."
      And the checkout lists 3 "Blue mug" for £37.50, which come to £41.45
      And no order is recorded for Ada's address

    @ui
    Scenario: The cart was emptied in another window
      Given Ada has taken "Blue mug" out of her cart in another window
      When Ada pays
      Then she is led to her cart, which is empty
      And no order is recorded for Ada's address

    @ui
    Scenario: Somebody else has bought what was left
      Given Ben has meanwhile bought 4 "Blue mug"
      When Ada pays
      Then she is told at the checkout: "There is only 1 left of Blue mug"
      And nothing is ordered, and 1 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: Somebody else has ordered what was left, and may still pay
      Given Ben has ordered 4 "Blue mug" without paying
      When Ada pays
      Then she is told at the checkout: "There is only 1 left of Blue mug"
      And nothing is ordered, and 5 "Blue mug" are in stock, 4 of them reserved

    @ui
    Scenario: A product has been withdrawn
      Given "Blue mug" has meanwhile been withdrawn
      When Ada pays
      Then she is told at the checkout: "There is nothing left of Blue mug"
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

  Rule: A cart is bought once

    @ui
    Scenario: A form that is sent after the cart was bought buys nothing
      Given Ada is signed in, with 2 "Blue mug" in her cart
      And Ada has filled in everything at the checkout, but has paid in another window
      When Ada pays
      Then she is told that she has placed this order already
      And Ada has 1 order, for which £28.95 was charged once

    @api @mail
    Scenario: Ordering and paying twice at once buys once
      Given Ada has 2 "Blue mug" in her cart
      When a program orders and pays for the cart of Ada twice at once
      Then 1 order is recorded for Ada
      And 2 "Blue mug" at £12.50 are sold once, £28.95 is charged, and 3 are left

  Rule: A cart that is changed after it was ordered becomes another order

    @api
    Scenario: The first order lets go of what it held
      Given Ada has ordered 4 "Blue mug" without paying, and then put 1 more into her cart
      When a program orders and pays for the cart of Ada
      Then 5 "Blue mug" at £12.50 are sold once, £62.50 is charged, and 0 are left
      And 2 orders are recorded for Ada
      And no notice of cancellation is in Ada's mailbox

    @api
    Scenario: What comes into the cart while its order is paid goes on in another cart
      Given Ada has ordered 2 "Blue mug" without paying, and then put 1 more into her cart
      When a program pays for the order on behalf of Ada
      Then the order is recorded as paid, with 2 "Blue mug" at £12.50, and the cart as closed
      And 1 open cart is recorded for Ada, with 1 "Blue mug"

    @api
    Scenario: Other things that come into the cart go on in it, all of them
      Given the shop has 5 "Red bowl" and 5 "Tea pot" in stock
      And Ada has ordered 2 "Blue mug" without paying
      And Ada has put 1 "Red bowl" and 3 "Tea pot" into her cart since
      When a program pays for the order on behalf of Ada
      Then 1 open cart is recorded for Ada, with 1 "Red bowl" and 3 "Tea pot"

    @api
    Scenario: What comes into a guest's cart meanwhile stays with the guest
      Given a guest has ordered 2 "Blue mug" without paying, and then put 1 more into the cart
      When a program pays for what the guest has ordered
      Then the guest goes on with 1 "Blue mug" in the cart, for £16.45

  Rule: An order takes everything from stock, or nothing

    @api
    Scenario: One of two products is short
      Given the shop has 0 "Red bowl" in stock
      And Ada has 2 "Blue mug" and 1 "Red bowl" in her cart
      When a program tries to order the cart of Ada
      Then the request is refused because there is not enough in stock
      And nothing is ordered, and 5 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: All that is short is named
      Given the shop has 5 "Red bowl" in stock
      And Ada is at the checkout with 2 "Blue mug" and 1 "Red bowl"
      And Ben has meanwhile bought 4 "Blue mug" and 5 "Red bowl"
      When Ada pays
      Then she is told at the checkout that only 1 "Blue mug" is left, and no "Red bowl"

    @ui
    Scenario: Whoever has nothing to pay for is led to the empty cart
      When Ada asks for the checkout
      Then she is led to her cart, which is empty
      And no order is recorded for Ada's address

    @api
    Scenario: An empty cart cannot be ordered
      Given Ada has an account
      When a program tries to order the cart of Ada
      Then the request is refused because there is nothing in the cart
      And no order is recorded for Ada's address
