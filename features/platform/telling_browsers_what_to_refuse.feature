Feature: Telling browsers what to refuse

  A browser guards its user as well as it is told to. Every answer of the shop tells it what it
  must not do with a page, a cookie or an address.

  Rule: No cookie can be read by a program or leave the shop

    @ui @security
    Scenario: Ada's browser keeps cookies
      Given the shop has 5 "Blue mug" at £12.50 in stock
      And Ada is signed in
      When Ada adds 2 "Blue mug" to her cart
      Then every cookie is for this shop alone, for safe connections, and out of reach for programs

  Rule: Every answer carries the rules for browsers

    @api @security
    Scenario Outline: The shop answers with <answer>
      When a browser is answered with <answer>
      Then it is told to run nothing foreign, to be framed by nobody and to guess no types
      And it is told to come back over safe connections only, and to tell others nothing
      And the number of the answer is <number>

      Examples:
        | answer              | number |
        | a page              | 200    |
        | a missing page      | 404    |
        | a way to sign in    | 303    |
        | a refused form      | 403    |
        | a style sheet       | 200    |

    @api @security
    Scenario: A program is told to guess no types
      When a program asks for something unknown
      Then the refusal forbids to guess its type

  Rule: A browser keeps no page, so nobody finds one after its user has gone

    @api @security
    Scenario Outline: Nobody keeps <answer>
      When a browser is answered with <answer>
      Then the answer says that nobody may keep it

      Examples:
        | answer           |
        | a page           |
        | a missing page   |
        | a way to sign in |
        | a refused form   |
