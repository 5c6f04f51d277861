Feature: Selling the last item

  What is left over is wanted by several customers at the same moment. One of them gets it, the
  others are told at once, and nobody pays for what is not there.

  Rule: The last item is sold once

    @api @slow @needs:postgresql
    Scenario: Eight customers want the last item at the same moment
      Given the shop has 1 each of 10 products in stock
      When 8 customers buy each product at the same moment
      Then 1 customer gets each product, and 7 are refused because there is not enough in stock
      And each product is sold out

  Rule: Never more is sold than there is, whatever quantities are wanted

    @api @slow @needs:postgresql
    Scenario: Eight customers want ten pieces in quantities from one to four
      Given the shop has 10 each of 5 products in stock
      When 8 customers buy 1 to 4 of each product at the same moment
      Then at most 10 of each product are sold, and nobody is refused who could have been served
      And what is left of the 10 of each product is what was not sold
