Feature: Buying as a guest

  Whoever wants a mug need not open an account for it.

  Background:
    Given the shop has 7 "Blue mug" in stock

  Scenario: What was put into the basket is there
    When Ada puts 3 "Blue mug" into her basket
    Then she sees 3 "Blue mug" for £37.65 in her basket
    And 7 "Blue mug" are in stock, 0 of them allocated

  Scenario: An order keeps its goods
    Given Ada has put 4 "Blue mug" into her basket
    When Ada orders as a guest
    Then she sees that her order is confirmed
    And 7 "Blue mug" are in stock, 4 of them allocated

  Scenario: An order is confirmed by mail
    Given Ada has put 2 "Blue mug" into her basket
    When Ada orders as a guest
    Then she is sent a confirmation of 2 "Blue mug" for £25.10
    And its link leads to her order, once she has said her address
