Feature: Keeping to one's own

  Numbers of orders and names of products can be guessed. What somebody may see and do depends on
  who they are, and not on what they know.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock

  Rule: One customer cannot see or change what is another's

    @api @security
    Scenario Outline: Ben's program <act>
      Given Ada has ordered 2 "Blue mug" without paying
      And Ben has an account
      When Ben's program <act>
      Then the request is refused because there is no such thing
      And nothing of Ada's has changed

      Examples:
        | act                                |
        | reads Ada's order                  |
        | reads Ada's order with another key |
        | cancels Ada's order  |
        | pays for Ada's order |
        | reads Ada's account  |
        | ends Ada's session   |

    @api @security
    Scenario: Ben's program sees nothing of Ada's among its own
      Given Ada has bought 2 "Blue mug"
      And Ben has an account
      When Ben's program lists its orders and payments
      Then both lists are empty

  Rule: What is for the staff is for the staff alone

    @api @security
    Scenario Outline: <who> may not <do>
      Given Ada has an account
      When <who> tries to <do>
      Then the request is refused because <reason>

      Examples:
        | who        | do                            | reason               |
        | a stranger | read the list of people       | it has not signed in |
        | Ada        | read the list of people       | it is not allowed to |
        | a stranger | read all stock                | it has not signed in |
        | Ada        | read all stock                | it is not allowed to |
        | a stranger | read what is low              | it has not signed in |
        | Ada        | read what is low              | it is not allowed to |
        | a stranger | book a delivery               | it has not signed in |
        | Ada        | book a delivery               | it is not allowed to |
        | a stranger | read the history of a product | it has not signed in |
        | Ada        | read the history of a product | it is not allowed to |
        | a stranger | upload a stock list           | it has not signed in |
        | Ada        | upload a stock list           | it is not allowed to |
        | a stranger | sell what has not arrived     | it has not signed in |
        | Ada        | sell what has not arrived     | it is not allowed to |
        | a stranger | take goods back               | it has not signed in |
        | Ada        | take goods back               | it is not allowed to |
        | a stranger | read refunds                  | it has not signed in |
        | Ada        | read refunds                  | it is not allowed to |
        | a stranger | read lost messages            | it has not signed in |
        | Ada        | read lost messages            | it is not allowed to |
        | a stranger | try a lost message again      | it has not signed in |
        | Ada        | try a lost message again      | it is not allowed to |

    @ui @security
    Scenario Outline: Ada has no way to <screen>
      Given Ada is signed in
      When Ada looks for <screen>
      Then she is refused and shown no way there

      Examples:
        | screen            |
        | the stock         |
        | the lost messages |

  Rule: A right that is withdrawn is gone at once

    @api @security
    Scenario: Sam leaves the stock staff while he is signed in
      Given Sam is a member of the stock staff
      And a program acts for Sam
      And Sam has left the stock staff
      When a program tries to read the list of people on behalf of Sam
      Then the request is refused because it is not allowed to
