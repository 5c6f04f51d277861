Feature: Keeping to the stock

  What is not there cannot be sold.

  Rule: Nobody can put more into the basket than is left

    Scenario: What is sold out cannot be bought
      Given the shop has 0 "Blue mug" in stock
      When Ada looks at "Blue mug"
      Then it is unavailable

    Scenario Outline: No more can be put into the basket than are in stock
      Given the shop has <stock> "<product>" in stock
      And Ada has put <stock> "<product>" into her basket
      When Ada puts 1 "<product>" into her basket
      Then she is told that <stock> can be bought at most
      And she sees <stock> "<product>" for <total> in her basket

      Examples:
        | stock | product  | total  |
        | 1     | Blue mug | £12.55 |
        | 2     | Red mug  | £19.80 |
        | 3     | Blue mug | £37.65 |

  Rule: Nothing is sold twice

    Scenario: What was ordered cannot be bought by somebody else
      Given the shop has 2 "Blue mug" in stock
      And Ada has put 2 "Blue mug" into her basket
      And Ada has ordered as a guest
      When Ben looks at "Blue mug"
      Then it is unavailable

    Scenario: What is only in a basket can still be bought by somebody else
      Given the shop has 1 "Blue mug" in stock
      And Gil has put 1 "Blue mug" into the basket of his account
      When Ada puts 1 "Blue mug" into her basket
      Then she sees 1 "Blue mug" for £12.55 in her basket

    @needs:postgresql @oversells
    Scenario: Six customers order the last one at the same moment
      Given the shop has 1 "Blue mug" in stock
      And 6 customers want "Blue mug"
      When all of them order at the same moment
      Then 1 of the orders is confirmed
      And 1 "Blue mug" is in stock, 1 of them allocated
