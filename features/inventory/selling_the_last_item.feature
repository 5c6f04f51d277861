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
