Feature: Finding the right part

  The shop is made of parts, and callers need to know one address only. The entrance hands each
  question to the part that knows the answer, and says plainly when there is none.

  Rule: A question reaches the part it is about

    @smoke @api
    Scenario Outline: A question about <subject> is answered by <part>
      Given Sam is a member of the stock staff
      When a program asks about <subject> on behalf of Sam
      Then the answer comes from <part>

      Examples:
        | subject     | part      |
        | people      | identity  |
        | products    | catalogue |
        | stock       | inventory |
        | the cart    | orders    |
        | orders      | orders    |
        | payments    | payments  |

    @smoke @api
    Scenario: A payment without any details is turned down by payments
      Given Ada has an account
      When a program pays on behalf of Ada without giving any details
      Then the request is refused because details are missing
      And the refusal comes from payments

    @api @security
    Scenario: No part answers past the entrance
      When a stranger's program asks the part that keeps orders itself
      Then the request is refused because it is not allowed to

  Rule: What is not there is refused in a way that programs can read

    @api
    Scenario Outline: Nothing is found for <what>
      When a program asks for <what>
      Then the request is refused because there is no such thing
      And the refusal explains itself

      Examples:
        | what                   |
        | something unknown      |
        | an address with a gap  |
        | a product of no name   |
        | the inside of the shop |

    @ui
    Scenario Outline: Nothing is found by a link that leads to <what>
      When Ada follows a link that leads to <what>
      Then she is told "Page not found", with a reference to quote

      Examples:
        | what                   |
        | a product of odd name  |
        | an order of odd number |

    @api
    Scenario: Nothing is found for a person that never was
      Given Sam is a member of the stock staff
      When a program asks for a person that never was on behalf of Sam
      Then the request is refused because there is no such thing

    @api
    Scenario: What can be read cannot be removed
      When a program asks the shop to remove all products
      Then the request is refused because that cannot be done there
      And the refusal says that it can be read there
      And the refusal explains itself
