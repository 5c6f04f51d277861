Feature: Finding a product

  Customers look for things in their own words. A search knows all that the shop says of a product,
  and finds nothing that is not for sale.

  Background:
    Given the shop has 5 "Blue mug" in stock
    And "Blue mug" is described as "Thrown by hand in Cornwall."

  Rule: A search finds what has every word in its name or its description

    @ui
    Scenario Outline: Ada searches for <words>
      When Ada searches for <words>
      Then she finds "Blue mug"

      Examples:
        | words           |
        | "blue cornwall" |
        | "HAND mug"      |

    @api
    Scenario: One word too many finds nothing
      When a program searches for "cornwall mug unicorn"
      Then nothing is found

    @ui
    Scenario: What is found is counted
      When Ada searches by the name of "Blue mug"
      Then she reads that 1 product was found

    @ui
    Scenario: What is said of it stands beside it
      When Ada looks at "Blue mug"
      Then she reads of it "Thrown by hand in Cornwall."

    @ui
    Scenario: The words stay as she has typed them
      When Ada searches for "blue cornwall"
      Then the search still says "blue cornwall"

  Rule: The shelves are in the order of names

    @ui
    Scenario: Whatever came first
      Given the shop has 5 "Amber bowl" in stock
      When Ada looks at the shelves and their order
      Then "Amber bowl" stands before "Blue mug"

  Rule: What is not for sale is not found

    @api
    Scenario: A product has been withdrawn
      Given "Blue mug" has meanwhile been withdrawn
      When a program searches by the name of "Blue mug"
      Then nothing is found
      And "Blue mug" cannot be looked at any more
