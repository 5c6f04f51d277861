Feature: Selling the last item

  What is left over is wanted by several customers at the same moment. One of them gets it, the
  others are told at once, and nobody pays for what is not there.

  Rule: The last item is sold once

    @api @needs:postgresql
    Scenario: Eight customers want the last item at the same moment
      Given the shop has 1 "Blue mug" in stock
      And 8 customers have 1 "Blue mug" each in their carts
      When they all order at the same moment
      Then 1 order is placed, and 7 are refused because there is not enough in stock
      And 1 "Blue mug" are in stock, 1 of them reserved
