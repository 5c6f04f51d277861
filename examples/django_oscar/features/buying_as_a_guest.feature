Feature: Buying as a guest

  Whoever wants a mug need not open an account for it.

  Background:
    Given the shop has 7 "Blue mug" in stock
    And the shop has 5 "Red mug" in stock

  Scenario: What was put into the basket is there
    When Ada puts 3 "Blue mug" into her basket
    Then she sees 3 "Blue mug" for £37.65 in her basket
    And 7 "Blue mug" are in stock, 0 of them allocated

  Scenario Outline: A line of the basket costs its quantity times the price
    When Ada puts <quantity> "<product>" into her basket
    Then she sees <quantity> "<product>" for <total> in her basket

    Examples:
      | quantity | product  | total  |
      | 1        | Blue mug | £12.55 |
      | 2        | Blue mug | £25.10 |
      | 3        | Red mug  | £29.70 |

  Scenario: Each product has a line of its own
    Given Ada has put 1 "Blue mug" into her basket
    When Ada puts 2 "Red mug" into her basket
    Then she sees 1 "Blue mug" for £12.55 in her basket
    And she sees 2 "Red mug" for £19.80 in her basket

  Scenario: An order keeps its goods
    Given Ada has put 4 "Blue mug" into her basket
    When Ada orders as a guest
    Then she sees that her order is confirmed
    And 7 "Blue mug" are in stock, 4 of them allocated

  Scenario: An order keeps goods of each product
    Given Ada has put 1 "Blue mug" into her basket
    And Ada has put 2 "Red mug" into her basket
    When Ada orders as a guest
    Then she sees that her order is confirmed
    And 7 "Blue mug" are in stock, 1 of them allocated
    And 5 "Red mug" are in stock, 2 of them allocated

  Scenario: An order is confirmed by mail
    Given Ada has put 2 "Blue mug" into her basket
    When Ada orders as a guest
    Then she is sent a confirmation of 2 "Blue mug" for £25.10
    And its link leads to her order, once she has said her address

  Scenario: A confirmation names each product
    Given Ada has put 1 "Blue mug" into her basket
    And Ada has put 3 "Red mug" into her basket
    When Ada orders as a guest
    Then she is sent a confirmation of 1 "Blue mug" for £12.55
    And she is sent a confirmation of 3 "Red mug" for £29.70
