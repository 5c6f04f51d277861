Feature: Refusing what cannot be read

  Whatever arrives at the entrance, the shop answers it: with a refusal that says what is wrong, and
  says nothing of how the shop is made.

  Background:
    Given Ada has an account

  Rule: What cannot be read is refused, and the refusal says why

    @api @security
    Scenario Outline: A program sends <sent>
      When a program sends <sent> on behalf of Ada
      Then the request is refused because <reason>
      And the refusal explains itself
      And the refusal tells nothing of the inside of the shop

      Examples:
        | sent                         | reason                              |
        | half of a message            | it cannot be read                   |
        | more than the shop reads     | it is too much                      |
        | far more than the shop reads | it is too much                      |
        | a picture instead of a text  | it is in no form that is read there |
        | a message that says nothing  | the details are not valid           |
        | a number instead of a name   | the details are not valid           |

    @api
    Scenario: A program signs in with a message instead of a form
      When a program signs in with a message instead of a form
      Then the request is refused because it is in no form that is read there

    @api @security
    Scenario Outline: A browser sends <sent>
      When a browser sends <sent>
      Then it is turned away because <reason>

      Examples:
        | sent                         | reason                              |
        | a picture instead of a form  | it is in no form that is read there |
        | a form of a hundred pages    | it is too much                      |
        | a form of a thousand answers | it is too much                      |

  Rule: A refusal tells a reference to quote, and nothing of the inside

    @api @security @resilience
    Scenario: A part that is down is no excuse to be talkative
      Given the part that keeps orders is down
      When a program asks for the orders of Ada there
      Then the request is refused because a part of the shop is down
      And the refusal tells nothing of the inside of the shop

    @ui @security
    Scenario: A link that leads nowhere tells how to ask about it
      When Ada follows a link that leads nowhere
      Then she is told "Page not found", with a reference to quote
      And what she reads tells nothing of the inside of the shop

  Rule: No foreign site may read the answers

    @api @security
    Scenario Outline: A foreign site <does>
      When a foreign site <does>
      Then its browser is not allowed to let it

      Examples:
        | does                                  |
        | reads the list of products            |
        | asks whether it may change the cart   |
