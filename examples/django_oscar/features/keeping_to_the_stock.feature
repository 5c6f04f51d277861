Feature: Keeping to the stock

  What is not there cannot be sold.

  Rule: Nobody can put more into the basket than is left

    Scenario: What is sold out cannot be bought
      Given the shop has 0 "Blue mug" in stock
      When Ada looks at "Blue mug"
      Then it is unavailable

    Scenario: The last one cannot be put into the basket twice
      Given the shop has 1 "Blue mug" in stock
      And Ada has put 1 "Blue mug" into her basket
      When Ada puts 1 more "Blue mug" into her basket
      Then she is told that 1 can be bought at most
      And she sees 1 "Blue mug" for £12.55 in her basket

  Rule: Nothing is sold twice

    @needs:postgresql @oversells
    Scenario: Six customers order the last one at the same moment
      Given the shop has 1 "Blue mug" in stock
      And 6 customers have it in their baskets
      When all of them order at the same moment
      Then 1 of the orders is confirmed
      And 1 "Blue mug" is in stock, 1 of them allocated
