Feature: Counting stock

  Twice a year the stock staff count what is on the shelves. What they find replaces the record,
  and the record says who changed it, why, and by how much.

  Background:
    Given the shop has 10 "Blue mug" in stock
    And Sam is signed in as stock staff

  Rule: Every change says who made it and why, and the changes add up

    @ui
    Scenario: Three are missing
      Given Ada has paid for 2 "Blue mug"
      When Sam counts 5 "Blue mug" and gives the reason "breakage"
      Then he is told that 5 "Blue mug" are in stock after the count
      And the history of "Blue mug" shows these changes, newest first:
        | why              | who   | change | on hand |
        | Count: breakage  | Sam   | -3     | 5       |
        | Sale: the order  | Ada   | -2     | 8       |
        | Initial          | suite | +10    | 10      |
      And 5 "Blue mug" are in stock, 0 of them reserved

    @ui
    Scenario: A count needs no reason
      When Sam counts 12 "Blue mug" and gives no reason
      Then he is told that 12 "Blue mug" are in stock after the count
      And 12 "Blue mug" are in stock, 0 of them reserved

  Rule: What is put aside for paid orders is not counted

    @ui
    Scenario: Sam is told what to count
      When Sam looks at the history of "Blue mug"
      Then he is told beside the count to leave out what is put aside for paid orders

    @api
    Scenario: What is owed to customers comes off what is counted
      Given the shop has 2 "Oak chair" in stock and lets 3 be ordered before they arrive
      And Ada has paid for 4 "Oak chair"
      When a program on behalf of Sam counts 5 "Oak chair"
      Then 3 "Oak chair" are in stock, 0 of them reserved

  Rule: Stock cannot be set below what is reserved

    @ui
    Scenario: Fewer are counted than customers have ordered
      Given Ada has ordered 4 "Blue mug" without paying
      When Sam counts 3 "Blue mug" and gives the reason "breakage"
      Then he is told beside the count that 4 are reserved
      And 10 "Blue mug" are in stock, 4 of them reserved
      And the ledger shows no count of "Blue mug"

    @api
    Scenario: As many as are reserved are enough
      Given Ada has ordered 4 "Blue mug" without paying
      When a program on behalf of Sam counts 4 "Blue mug"
      Then 4 "Blue mug" are in stock, 4 of them reserved
      And the shop offers 0 "Blue mug" to others

    @api
    Scenario: A count that finds no difference is not noted
      When a program on behalf of Sam counts 10 "Blue mug"
      Then 10 "Blue mug" are in stock, 0 of them reserved
      And the ledger shows no count of "Blue mug"

    @api @security
    Scenario: A customer cannot count
      Given Ada has an account
      When a program counts 3 "Blue mug" on behalf of Ada
      Then the request is refused because it is not allowed to
      And 10 "Blue mug" are in stock, 0 of them reserved

  Rule: A list with a wrong line changes nothing

    @api
    Scenario: Every line of a list is used
      Given the shop has 7 "Red bowl" in stock
      When a program on behalf of Sam uploads this stock list:
        | product  | count |
        | Blue mug | 12    |
        | Red bowl | 0     |
      Then the stock is recorded as follows:
        | product  | in stock | reserved |
        | Blue mug | 12       | 0        |
        | Red bowl | 0        | 0        |
      And the ledger shows 1 count of 2 more "Blue mug", since "stock list"

    @api
    Scenario: A spreadsheet may put a mark in front of a list, and blanks into it
      When a program on behalf of Sam uploads a list of 12 "Blue mug" as a spreadsheet saves it
      Then 12 "Blue mug" are in stock, 0 of them reserved

    @api
    Scenario Outline: A list with <mistake> is refused
      Given the shop has 7 "Red bowl" in stock
      And Ada has ordered 4 "Red bowl" without paying
      When a program on behalf of Sam uploads a stock list of 12 "Blue mug", then <line>
      Then the request is refused because its "line 3" is not valid
      And the stock is recorded as follows:
        | product  | in stock | reserved |
        | Blue mug | 10       | 0        |
        | Red bowl | 7        | 4        |

      Examples:
        | mistake                       | line           |
        | a product that nobody sells   | 5 "No such"    |
        | a count that is no number     | five "Red bowl"  |
        | a count below 0               | -1 "Red bowl"  |
        | fewer than are reserved       | 3 "Red bowl"   |
        | a product that is named twice | 9 "Blue mug"   |

    @api
    Scenario Outline: A list <made> is refused
      When a program on behalf of Sam uploads a stock list <made>
      Then the request is refused because its "<line>" is not valid

      Examples:
        | made                 | line       |
        | without its heading  | line 1     |
        | in another alphabet  | line 1     |
        | without any product  | line 2     |
        | with a missing count | line 2     |
        | of 10,001 lines      | line 10001 |
