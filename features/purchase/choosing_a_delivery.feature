Feature: Choosing a delivery

  What delivery costs depends on where the goods go, what they weigh and what they are worth. The
  customer knows it before she pays, and where the shop cannot deliver it says so.

  Rule: The choices follow country, weight and value

    @api
    Scenario Outline: <quantity> at <price> and <grams> grams each, to <country>
      Given the shop has 9 "Iron pan" at <price> and <grams> grams in stock
      And Ada has an account
      When a program adds <quantity> "Iron pan" to the cart of Ada
      Then a program that asks on behalf of Ada is offered <choices> to <country>

      Examples: Express up to 5 kg, at home up to 30 kg, abroad up to 20 kg
        | quantity | price  | grams | country            | choices                                  |
        | 4        | £9.57  | 1250  | the United Kingdom | standard for £3.95 and express for £7.95 |
        | 3        | £12.57 | 1667  | the United Kingdom | standard for £3.95                       |
        | 3        | £12.57 | 10000 | the United Kingdom | standard for £3.95                       |
        | 4        | £12.50 | 400   | the United Kingdom | standard for £0.00 and express for £7.95 |
        | 3        | £12.57 | 10001 | the United Kingdom | nothing                                  |
        | 3        | £12.57 | 400   | France             | standard for £9.95                       |
        | 2        | £49.99 | 10000 | Germany            | standard for £9.95                       |
        | 3        | £33.33 | 400   | Ireland            | standard for £9.95                       |
        | 8        | £12.50 | 400   | Ireland            | standard for £0.00                       |
        | 3        | £12.57 | 6667  | Germany            | nothing                                  |

  Rule: A customer knows what delivery costs before she pays

    Background:
      Given the shop has 9 "Iron pan" at £12.57 and 1200 grams in stock
      And Ada is signed in, with 3 "Iron pan" in her cart

    @smoke @ui
    Scenario: A customer has her order delivered by express
      Given Ada has chosen express delivery and heard that it costs £7.95, and the order £45.66
      When Ada enters her card again and pays
      Then she is thanked for an order of £45.66
      And express delivery to the United Kingdom for £7.95 is recorded
      And the payment provider has charged £45.66 once for the order

    @ui
    Scenario: A customer chooses express for an order that waits for payment
      Given Ada has ordered her cart without paying
      And Ada has chosen express delivery and heard that it costs £7.95, and the order £45.66
      When Ada enters her card again and pays
      Then she is thanked for an order of £45.66
      And the payment provider has charged £45.66 once for the order

    @ui
    Scenario: An order goes abroad
      Given Ada has chosen delivery to Ireland and heard that it costs £9.95, and the order £47.66
      When Ada enters her card again and pays
      Then she is thanked for an order of £47.66
      And standard delivery to Ireland for £9.95 is recorded

  Rule: What cannot be delivered cannot be ordered

    Background:
      Given the shop has 9 "Iron pan" at £12.57 and 1700 grams in stock
      And Ada is signed in, with 3 "Iron pan" in her cart

    @ui
    Scenario: Goods are too heavy for express
      When Ada asks for express delivery to the United Kingdom
      Then she is told at the checkout: "We cannot deliver this cart to that country in that way."
      And nothing is ordered, and 9 "Iron pan" are in stock, 0 of them reserved

    @api
    Scenario: A program asks for a delivery that is not offered
      When a program tries to order the cart of Ada by express
      Then the request is refused because it cannot be delivered there in that way
      And no order is recorded for Ada's address
